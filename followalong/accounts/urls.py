from django.urls import path

from followalong.accounts.views import entry, own

app_name = "accounts"
urlpatterns = [
    path("sign-in/", entry.sign_in, name="sign_in"),
    path("sign-in/passkey/", entry.passkey, name="passkey"),
    path("sign-in/passkey/question/", entry.passkey_question, name="passkey_question"),
    path("sign-in/second/", entry.second, name="second"),
    path("sign-in/again/", entry.again, name="again"),
    path("sign-in/new/<str:who>/<str:token>/", own.way_in, name="way_in"),
    path("sign-out/", entry.sign_out, name="sign_out"),
    path("security/", own.security, name="security"),
    path("security/passkeys/question/", own.passkey_new_question, name="passkey_new_question"),
    path("security/passkeys/add/", own.passkey_add, name="passkey_add"),
    path("security/app/", own.app_add, name="app_add"),
    path("security/app/picture.svg", own.app_picture, name="app_picture"),
    path("security/codes/", own.codes, name="codes"),
    path("security/password/", own.password, name="password"),
    path("security/<int:factor_id>/remove/", own.factor_remove, name="factor_remove"),
    path("security/sessions/<int:session_id>/end/", own.session_end, name="session_end"),
    path("security/stay/", own.stay, name="stay"),
]
