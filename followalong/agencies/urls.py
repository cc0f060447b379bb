from django.urls import URLPattern, URLResolver, include, path

from followalong.agencies.views import (
    entry,
    first_weeks,
    hours,
    inviting,
    joining,
    letterheads,
    people,
    places,
    shortcuts,
    teams,
    words,
)

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
    path("agency/", places.agency, name="agency"),
    path("places/", places.places, name="places"),
    path("programs/add/", places.program_add, name="program_add"),
    path("programs/<uuid:program_id>/door/", places.door, name="door"),
    path("first-weeks/", first_weeks.first_weeks, name="first_weeks"),
    path("first-weeks/people/", first_weeks.new_staff, name="new_staff"),
    path("first-weeks/<uuid:membership_id>/", first_weeks.first_weeks_of, name="first_weeks_of"),
    path("first-hour/away/", first_weeks.guide_away, name="guide_away"),
    path("shortcuts/", shortcuts.shortcuts, name="shortcuts"),
    path("words/", words.words, name="words"),
    path("letterheads/", letterheads.letterheads, name="letterheads"),
    path("letterheads/agency/", letterheads.letterhead, name="letterhead"),
    path("letterheads/<uuid:site_id>/", letterheads.site_letterhead, name="site_letterhead"),
    path("letterheads/<uuid:letterhead_id>/logo.png", letterheads.logo, name="logo"),
    path("sites/add/", places.site_add, name="site_add"),
    path("sites/<uuid:site_id>/", places.site_edit, name="site_edit"),
    path("teams/add/", teams.team_add, name="team_add"),
    path("teams/<uuid:team_id>/", teams.team, name="team"),
    path("teams/<uuid:team_id>/edit/", teams.team_edit, name="team_edit"),
    path("teammates/<uuid:teammate_id>/leave/", teams.team_leave, name="team_leave"),
    path(f"{PERSON}uninvite/", inviting.person_uninvite, name="person_uninvite"),
]
urlpatterns = [
    path("choose/", entry.choose, name="choose"),
    path("first/<str:token>/", entry.first, name="first"),
    path("join/<str:token>/", joining.join, name="join"),
    path("join/<str:token>/accept/", joining.join_as, name="join_as"),
    path("a/<code>/settings/", include(settings)),
]
