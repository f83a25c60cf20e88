//! The site as people and programs meet it: requests go through everything that a request goes through, to a
//! store on disk, and come back as what a browser would get.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod administration;
mod answer;
mod arbitrary;
mod by_description;
mod canaries;
mod check;
mod driver;
mod forgery;
mod headers;
mod nodes;
mod office;
mod office_log;
mod office_organisations;
mod once;
mod openness;
mod policy_matrix;
mod probes;
mod provider;
mod roster;
mod sign_in;
mod site;
mod tables;
mod tokens;
mod ways_in;

testkit::contract! {
    administration:
        the_log_proves_what_was_done_to_whoever_audits_it;
    arbitrary:
        nothing_that_is_sent_is_a_fault_of_ours;
    roster:
        a_file_is_looked_over_brought_in_and_its_roles_confirmed_by_another;
    sign_in:
        a_code_becomes_a_password_once_and_a_weak_password_keeps_it,
        a_second_factor_is_set_up_asked_for_and_each_code_is_good_once;
    nodes:
        a_session_that_ends_on_one_node_is_over_on_the_other,
        a_right_that_is_given_or_taken_on_one_node_is_on_the_other;
    once:
        the_same_call_twice_is_done_once_and_answered_alike;
}
