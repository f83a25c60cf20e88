//! One suite for both engines: what is done once on SQLite is done once on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod failures;
mod hands;
mod once;
mod schedules;
mod support;
mod sweeping;
mod witnesses;

testkit::contract! {
    failures:
        a_failing_job_rests_longer_each_time_and_is_dead_in_the_end,
        what_cannot_go_better_is_dead_at_once,
        a_panic_takes_nothing_else_down,
        a_job_that_takes_too_long_fails_and_keeps_nobody,
        a_job_that_ends_the_program_each_time_is_put_aside,
        a_job_of_an_unknown_kind_is_dead_with_a_reason;
    once:
        effects_appear_once_though_the_program_is_killed_before_the_end,
        two_nodes_share_jobs_and_do_none_twice,
        a_dead_nodes_job_is_done_by_another,
        a_node_that_lost_its_lease_stores_nothing,
        a_lease_is_kept_while_the_handler_runs;
    hands:
        asked_to_stop_it_lets_running_jobs_end,
        what_does_not_end_in_time_is_given_back,
        a_commit_wakes_the_runner,
        a_kind_has_so_many_hands_and_no_more;
    schedules:
        a_schedule_is_due_at_midnight_in_shanghai,
        after_a_pause_of_three_days_it_runs_once,
        two_nodes_tick_once,
        a_tick_waits_for_the_one_before,
        what_nobody_does_cannot_be_scheduled;
    sweeping:
        what_was_deleted_from_the_job_table_is_found,
        an_expectation_that_fails_does_not_keep_the_others,
        what_nobody_needs_any_more_goes,
        administrators_are_told_once_of_jobs_that_failed_for_good,
        new_keys_seal_every_old_value_anew,
        the_built_in_jobs_keep_an_installation;
    witnesses:
        the_newest_checkpoint_reaches_every_witness,
        an_old_database_put_back_is_noticed,
        a_witness_that_was_emptied_is_noticed,
        what_is_no_checkpoint_of_ours_is_left_alone,
        one_witness_that_is_away_does_not_keep_the_others,
        a_witness_left_behind_gets_a_job_of_its_own,
        two_nodes_hand_over_without_a_false_alarm;
}
