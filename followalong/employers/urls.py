from django.urls import path

from followalong.employers.views import (
    contacts,
    day,
    disclosure,
    employers,
    lists,
    places,
    sameness,
    team_week,
)

app_name = "employers"
urlpatterns = [
    path("employers/", lists.employer_list, name="list"),
    path("employers/week/", lists.week, name="week"),
    path("employers/team-week/", team_week.team_week, name="team_week"),
    path("employers/day/", day.day, name="day"),
    path("employers/new/", employers.new, name="new"),
    path("employers/adopt/", employers.adopt, name="adopt"),
    path("employers/contact/", contacts.contact, name="contact"),
    path("employers/contacts/<uuid:contact_id>/answer/", contacts.answer, name="answer"),
    path("employers/<uuid:employer_id>/", employers.employer, name="employer"),
    path("employers/<uuid:employer_id>/same/", sameness.same, name="same"),
    path("employers/<uuid:employer_id>/apart/", sameness.apart, name="apart"),
    path("employers/<uuid:employer_id>/people/new/", places.person, name="person_new"),
    path("employers/<uuid:employer_id>/people/<uuid:person_id>/", places.person, name="person"),
    path("employers/<uuid:employer_id>/places/new/", places.site, name="site_new"),
    path("employers/<uuid:employer_id>/places/<uuid:place_id>/", places.site, name="site"),
    path("clients/<uuid:client_id>/disclosure/", disclosure.talk, name="disclosure"),
    path("clients/<uuid:client_id>/disclosure/paper/", disclosure.paper, name="disclosure_paper"),
    path("employers/<uuid:employer_id>/edit/", employers.edit, name="edit"),
    path("employers/<uuid:employer_id>/next-visit/", employers.plan, name="plan"),
]
