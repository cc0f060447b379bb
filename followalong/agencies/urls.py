from django.urls import URLPattern, URLResolver, include, path

from followalong.agencies.views import entry, hours, inviting, joining, people

app_name = "agencies"
PERSON = "people/<uuid:membership_id>/"
settings: list[URLPattern | URLResolver] = [
    path("people/", people.people, name="people"),
    path("people/add/", people.person_add, name="person_add"),
    path(PERSON, people.person, name="person"),
    path(f"{PERSON}edit/", people.person_edit, name="person_edit"),
    path(f"{PERSON}role/", people.person_role, name="person_role"),
    path(f"{PERSON}hours/", hours.person_hours, name="person_hours"),
    path(f"{PERSON}leave/", hours.person_leave, name="person_leave"),
    path("leave/<uuid:leave_id>/withdraw/", hours.leave_withdraw, name="leave_withdraw"),
    path(f"{PERSON}invite/", inviting.person_invite, name="person_invite"),
    path(f"{PERSON}uninvite/", inviting.person_uninvite, name="person_uninvite"),
]
urlpatterns = [
    path("choose/", entry.choose, name="choose"),
    path("first/<str:token>/", entry.first, name="first"),
    path("join/<str:token>/", joining.join, name="join"),
    path("join/<str:token>/accept/", joining.join_as, name="join_as"),
    path("a/<code>/settings/", include(settings)),
]
