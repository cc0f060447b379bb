from django.urls import path

from followalong.caseload.views import contacts, drafts, steps

app_name = "caseload"
urlpatterns = [
    path("contacts/<uuid:contact_id>/", contacts.contact, name="contact"),
    path("contacts/<uuid:contact_id>/amend/", contacts.amend, name="contact_amend"),
    path("contacts/<uuid:contact_id>/add/", contacts.add, name="contact_add"),
    path("next-steps/<uuid:step_id>/done/", steps.next_step_done, name="next_step_done"),
    path("drafts/keep/", drafts.draft, name="draft"),
]
