/* routes.c -- every table of routes; the author of a page adds one line of each kind. */
#include "web/route.h"

extern const struct route_table home_routes;
extern const struct route_table health_routes;
extern const struct route_table today_routes;
extern const struct route_table case_routes;
extern const struct route_table case_show_routes;
extern const struct route_table import_routes;
extern const struct route_table person_routes;
extern const struct route_table person_show_routes;
extern const struct route_table protection_routes;
extern const struct route_table role_routes;
extern const struct route_table plan_routes;
extern const struct route_table team_routes;
extern const struct route_table checkpoint_routes;
extern const struct route_table checkpoint_record_routes;
extern const struct route_table safety_screen_routes;
extern const struct route_table safety_screen_show_routes;
extern const struct route_table safety_forms_routes;
extern const struct route_table safety_routes;
extern const struct route_table readiness_routes;
extern const struct route_table commitments_routes;
extern const struct route_table review_routes;
extern const struct route_table coping_routes;
extern const struct route_table allegation_routes;
extern const struct route_table checkpoint_signs_routes;
extern const struct route_table signs_routes;
extern const struct route_table maintenance_forms_routes;
extern const struct route_table maintenance_routes;
extern const struct route_table grief_routes;
extern const struct route_table duration_routes;
extern const struct route_table conditions_forms_routes;
extern const struct route_table conditions_routes;
extern const struct route_table agreement_routes;
extern const struct route_table consent_word_routes;
extern const struct route_table custody_routes;
extern const struct route_table consent_routes;
extern const struct route_table minor_consent_routes;
extern const struct route_table privilege_routes;
extern const struct route_table release_routes;
extern const struct route_table record_request_routes;
extern const struct route_table record_request_step_routes;
extern const struct route_table parity_routes;
extern const struct route_table checkpoint_override_routes;
extern const struct route_table decision_routes;
extern const struct route_table report_routes;
extern const struct route_table desk_routes;
extern const struct route_table calendar_routes;
extern const struct route_table appointment_routes;
extern const struct route_table note_routes;
extern const struct route_table note_edit_routes;
extern const struct route_table note_sign_many_routes;
extern const struct route_table log_contact_routes;
extern const struct route_table sign_in_routes;
extern const struct route_table welcome_routes;
extern const struct route_table account_routes;
extern const struct route_table accounts_routes;
extern const struct route_table practice_routes;
extern const struct route_table credential_routes;
extern const struct route_table credential_form_routes;
extern const struct route_table independence_routes;
extern const struct route_table court_routes;
extern const struct route_table hearing_routes;
extern const struct route_table order_routes;
extern const struct route_table order_show_routes;
extern const struct route_table clause_routes;
extern const struct route_table share_routes;
extern const struct route_table restriction_routes;
extern const struct route_table order_contact_routes;
extern const struct route_table contact_show_routes;
extern const struct route_table court_notice_routes;
extern const struct route_table document_routes;
extern const struct route_table intake_routes;
extern const struct route_table intake_questions_routes;
extern const struct route_table intake_person_routes;
extern const struct route_table intake_forms_routes;
extern const struct route_table papers_routes;
extern const struct route_table hold_routes;
extern const struct route_table concern_routes;
extern const struct route_table concern_show_routes;
extern const struct route_table concern_step_routes;
extern const struct route_table jurisdiction_routes;
extern const struct route_table plan_law_routes;
extern const struct route_table protocol_routes;
extern const struct route_table consult_routes;
extern const struct route_table consultation_routes;
extern const struct route_table cover_routes;

const struct route_table *const route_tables[] = {
    &home_routes,
    &health_routes,
    &today_routes,
    &case_routes,
    &case_show_routes,
    &import_routes,
    &person_routes,
    &person_show_routes,
    &protection_routes,
    &role_routes,
    &plan_routes,
    &team_routes,
    &report_routes,
    &desk_routes,
    &calendar_routes,
    &appointment_routes,
    &note_routes,
    &note_edit_routes,
    &note_sign_many_routes,
    &log_contact_routes,
    &sign_in_routes,
    &welcome_routes,
    &account_routes,
    &accounts_routes,
    &practice_routes,
    &credential_routes,
    &credential_form_routes,
    &independence_routes,
    &court_routes,
    &hearing_routes,
    &order_routes,
    &order_show_routes,
    &clause_routes,
    &share_routes,
    &restriction_routes,
    &order_contact_routes,
    &contact_show_routes,
    &court_notice_routes,
    &document_routes,
    &intake_routes,
    &intake_questions_routes,
    &intake_person_routes,
    &intake_forms_routes,
    &papers_routes,
    &checkpoint_routes,
    &checkpoint_record_routes,
    &safety_screen_routes,
    &safety_screen_show_routes,
    &safety_forms_routes,
    &safety_routes,
    &readiness_routes,
    &commitments_routes,
    &review_routes,
    &coping_routes,
    &allegation_routes,
    &checkpoint_signs_routes,
    &signs_routes,
    &maintenance_forms_routes,
    &maintenance_routes,
    &grief_routes,
    &duration_routes,
    &conditions_forms_routes,
    &conditions_routes,
    &checkpoint_override_routes,
    &decision_routes,
    &hold_routes,
    &agreement_routes,
    &consent_word_routes,
    &custody_routes,
    &consent_routes,
    &minor_consent_routes,
    &privilege_routes,
    &release_routes,
    &record_request_routes,
    &record_request_step_routes,
    &parity_routes,
    &concern_routes,
    &concern_show_routes,
    &concern_step_routes,
    &jurisdiction_routes,
    &plan_law_routes,
    &protocol_routes,
    &consult_routes,
    &consultation_routes,
    &cover_routes,
};
const size_t route_tables_n = sizeof route_tables / sizeof *route_tables;
