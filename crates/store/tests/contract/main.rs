//! One suite for both engines: what holds on SQLite holds on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod attempts;
mod files;
mod jobs;
mod log;
mod numbers;
mod records;
mod sealed_fields;
mod tampering;

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
}
