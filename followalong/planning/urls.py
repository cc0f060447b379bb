from django.urls import path

from followalong.planning.views import changes, needs, papers, plans, preferences, profile, resumes

app_name = "planning"
urlpatterns = [
    path("clients/<uuid:client_id>/plan/", plans.plan, name="plan"),
    path("clients/<uuid:client_id>/plan/write/", plans.plan_write, name="plan_write"),
    path("clients/<uuid:client_id>/plan/step/", plans.step_add, name="step_add"),
    path("clients/<uuid:client_id>/plan/agree/", plans.plan_agree, name="plan_agree"),
    path("clients/<uuid:client_id>/plan/review/", plans.plan_review, name="plan_review"),
    path("clients/<uuid:client_id>/plan/versions/", plans.plan_versions, name="plan_versions"),
    path("clients/<uuid:client_id>/plan/print/", plans.plan_print, name="plan_print"),
    path("clients/<uuid:client_id>/plan/pdf/", papers.plan_pdf, name="plan_pdf"),
    path("clients/<uuid:client_id>/plan/copy/", papers.plan_copy, name="plan_copy"),
    path("clients/<uuid:client_id>/profile/pdf/", papers.profile_pdf, name="profile_pdf"),
    path("clients/<uuid:client_id>/plan/suggest/", plans.plan_suggest, name="plan_suggest"),
    path(
        "suggestions/<uuid:suggestion_id>/answer/",
        plans.suggestion_answer,
        name="suggestion_answer",
    ),
    path("clients/<uuid:client_id>/profile/changes/", changes.changes, name="changes"),
    path("clients/<uuid:client_id>/profile/wishes/", preferences.preferences, name="preferences"),
    path("clients/<uuid:client_id>/needs/", needs.needs, name="needs"),
    path("clients/<uuid:client_id>/needs/add/", needs.need_add, name="need_add"),
    path("clients/<uuid:client_id>/options/", needs.options, name="options"),
    path("needs/<uuid:need_id>/", needs.need, name="need"),
    path("clients/<uuid:client_id>/profile/legal/", profile.legal, name="legal"),
    path("clients/<uuid:client_id>/profile/legal/write/", profile.legal_write, name="legal_write"),
    path(
        "clients/<uuid:client_id>/profile/past-jobs/add/", profile.past_job_add, name="past_job_add"
    ),
    path(
        "clients/<uuid:client_id>/profile/learned/add/",
        profile.credential_add,
        name="credential_add",
    ),
    path("clients/<uuid:client_id>/profile/<slug:part>/", profile.part, name="part"),
    path("clients/<uuid:client_id>/resumes/", resumes.listed, name="resumes"),
    path("clients/<uuid:client_id>/resumes/start/", resumes.start, name="resume_start"),
    path("clients/<uuid:client_id>/resumes/bring/", resumes.bring, name="resume_bring"),
    path("resumes/<uuid:resume_id>/docx/", resumes.resume_docx, name="resume_docx"),
    path("resumes/<uuid:resume_id>/", resumes.resume, name="resume"),
    path("resumes/<uuid:resume_id>/remove/", resumes.resume_out, name="resume_out"),
    path("resumes/<uuid:resume_id>/pdf/", resumes.resume_pdf, name="resume_pdf"),
    path("resumes/<uuid:resume_id>/json/", resumes.resume_json, name="resume_json"),
    path("past-jobs/<uuid:past_job_id>/", profile.past_job, name="past_job"),
    path("past-jobs/<uuid:past_job_id>/remove/", profile.past_job_out, name="past_job_out"),
    path("credentials/<uuid:credential_id>/", profile.credential, name="credential"),
    path(
        "credentials/<uuid:credential_id>/remove/",
        profile.credential_out,
        name="credential_out",
    ),
]
