//! One suite for both engines: what holds on SQLite holds on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod accounts;
mod api_tokens;
mod at_once;
mod attempts;
mod credentials;
mod files;
mod forward;
mod given_reports;
mod jobs;
mod log;
mod notifications;
mod numbers;
mod once;
mod organisations;
mod records;
mod sealed_fields;
mod sessions;
mod sites;
mod tampering;
mod tries;

testkit::contract! {
    records:
        what_is_saved_is_what_is_loaded,
        a_stale_save_overwrites_nothing,
        another_agencys_record_answers_like_none,
        a_unit_that_is_dropped_leaves_nothing,
        a_failing_unit_does_not_disturb_its_neighbours,
        units_that_fail_keep_no_stored_one_waiting,
        readers_wait_for_no_unit,
        the_schema_is_told_between_units,
        an_act_is_about_what_it_changes,
        many_writers_at_once_lose_nothing;
    numbers:
        numbers_have_no_gap_and_no_duplicate,
        a_number_that_was_undone_is_given_again,
        a_void_stays_listed_with_its_reason;
    log:
        every_act_gets_a_leaf_and_a_proof,
        a_purged_detail_leaves_the_log_whole,
        a_clock_set_back_stops_acts,
        the_log_is_searched_by_what_and_who_and_when,
        two_nodes_grow_one_tree,
        what_waits_for_a_leaf_or_a_witness_is_known,
        the_root_over_earlier_acts_is_what_was_signed,
        acts_can_only_be_added;
    tampering:
        every_changed_value_of_the_log_is_found,
        a_changed_tree_is_never_signed_again,
        removed_acts_are_found,
        an_old_backup_put_back_is_noticed;
    jobs:
        a_job_is_enqueued_with_its_cause_or_not_at_all,
        one_key_is_one_job,
        a_job_is_taken_once_however_many_ask,
        a_worker_that_lost_its_lease_stores_nothing,
        a_dead_job_is_listed_and_repeated,
        a_worker_gets_the_kinds_it_asks_for,
        a_job_given_back_was_not_begun,
        of_two_that_note_a_schedule_one_is_told_so;
    sealed_fields:
        a_value_is_stored_sealed_and_shown_masked,
        an_equal_value_is_found_however_it_was_typed,
        a_reveal_needs_a_reason_and_leaves_an_act,
        new_keys_seal_old_values_anew,
        another_agencys_value_answers_like_none;
    files:
        a_file_is_kept_by_its_content,
        a_file_that_breaks_off_is_not_kept,
        what_a_killed_writer_left_is_swept_away,
        a_file_with_other_bytes_is_found;
    attempts:
        the_same_form_twice_gets_the_first_answer,
        two_at_once_store_one;
    organisations:
        an_organisation_is_found_by_id_and_code,
        of_two_at_once_one_gets_the_code,
        an_organisation_changes_with_its_act_or_not_at_all,
        every_node_sees_at_once_that_organisations_changed,
        units_that_change_the_same_organisations_do_not_wait_for_each_other,
        a_head_changed_past_the_log_is_found;
    sites:
        a_host_leads_to_one_organisation,
        a_host_that_was_pointed_elsewhere_leads_nowhere,
        an_organisation_has_one_site_and_changes_it_with_an_act,
        every_node_sees_at_once_that_sites_changed,
        a_guide_keeps_its_versions,
        a_notice_is_confirmed_once_and_its_text_stays;
    given_reports:
        a_replaced_report_stays_visible,
        of_two_at_once_one_releases_the_edition,
        a_report_changed_past_the_log_is_found;
    accounts:
        of_two_at_once_one_gets_the_login,
        an_account_changes_with_its_act_or_not_at_all,
        another_agencys_account_answers_like_none,
        a_login_that_was_pointed_elsewhere_signs_nobody_in,
        whoever_holds_a_role_is_found_among_many;
    credentials:
        a_password_is_replaced_and_never_printed,
        new_keys_leave_the_second_factor_readable,
        nobody_is_shown_the_secret_of_a_second_factor,
        a_second_factor_goes_with_its_recovery_codes,
        a_passkey_is_one_accounts,
        somebody_at_another_place_is_one_account;
    once:
        an_invitation_is_good_once,
        of_two_invitations_of_an_account_the_later_is_good,
        a_recovery_code_is_good_once,
        a_step_of_the_second_factor_counts_once,
        a_ceremony_is_taken_up_once;
    sessions:
        an_ended_session_is_over_on_every_node,
        a_session_ends_by_itself_and_by_idleness,
        a_session_that_was_ended_is_not_brought_back_by_being_seen,
        a_new_password_ends_the_other_sessions,
        what_is_over_is_forgotten_and_nothing_else;
    tries:
        failures_are_counted_exactly,
        after_a_pause_the_count_begins_anew;
    notifications:
        what_somebody_is_told_is_theirs_and_read_once,
        a_mail_is_enqueued_with_what_it_tells_or_not_at_all,
        whoever_gets_a_role_hears_of_it_whichever_way_it_came,
        whoever_has_no_address_is_told_in_the_office,
        people_are_told_as_they_choose,
        what_lost_its_mail_is_found,
        what_was_told_long_ago_is_forgotten,
        a_mail_address_is_sealed_and_goes_with_the_account;
    api_tokens:
        a_revoked_token_is_found_on_no_node,
        a_token_is_issued_and_revoked_with_an_act,
        another_agencys_token_answers_like_none,
        a_token_is_noted_as_used_once_a_minute;
    forward:
        an_installation_of_before_people_goes_forward_with_all_it_has;
}
