//! What may be asked of the system, by seccomp: what reading needs. Some questions end the process at once,
//! because nobody asks them by accident; everything else is answered "there is no such thing", which is what
//! programs expect of an old kernel.

use crate::confinement::Held;

/// Gives up all other calls. Where the machine is of a kind without such a filter, nothing changes.
#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")
))]
pub fn close() -> Held {
    match filters::apply() {
        Ok(()) => Held::Fully,
        Err(filters::Refused::All) => Held::Not,
        Err(filters::Refused::Second) => Held::Partly,
    }
}

#[cfg(not(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")
)))]
pub fn close() -> Held {
    Held::Not
}

#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")
))]
mod filters {
    use std::collections::BTreeMap;

    use libc::{CLONE_THREAD, ENOSYS, PR_SET_NAME, PROT_EXEC};
    use seccompiler::{
        BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
        SeccompFilter, SeccompRule, apply_filter,
    };

    /// What the kernel did not take.
    pub enum Refused {
        /// Neither filter.
        All,
        /// The one that leaves only what reading needs.
        Second,
    }

    type Rules = BTreeMap<i64, Vec<SeccompRule>>;

    /// What ends the process: whoever asks for it has taken the reader over.
    const DEADLY: [i64; 33] = [
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_connect,
        libc::SYS_bind,
        libc::SYS_listen,
        libc::SYS_accept4,
        libc::SYS_sendto,
        libc::SYS_sendmsg,
        libc::SYS_recvfrom,
        libc::SYS_recvmsg,
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_kill,
        libc::SYS_tkill,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_pidfd_open,
        libc::SYS_unshare,
        libc::SYS_setns,
        libc::SYS_mount,
        libc::SYS_pivot_root,
        libc::SYS_chroot,
        libc::SYS_bpf,
        libc::SYS_perf_event_open,
        libc::SYS_userfaultfd,
        libc::SYS_io_uring_setup,
        libc::SYS_keyctl,
        libc::SYS_add_key,
        libc::SYS_request_key,
        libc::SYS_init_module,
        libc::SYS_finit_module,
        libc::SYS_open_by_handle_at,
    ];

    /// What reading needs: memory, threads, the two open descriptors, time, chance, an end.
    const NEEDED: [i64; 30] = [
        libc::SYS_read,
        libc::SYS_readv,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_lseek,
        libc::SYS_fstat,
        libc::SYS_close,
        libc::SYS_brk,
        libc::SYS_mremap,
        libc::SYS_munmap,
        libc::SYS_madvise,
        libc::SYS_futex,
        libc::SYS_sched_yield,
        libc::SYS_sched_getaffinity,
        libc::SYS_set_robust_list,
        libc::SYS_rseq,
        libc::SYS_gettid,
        libc::SYS_getpid,
        libc::SYS_sigaltstack,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_restart_syscall,
        libc::SYS_getrandom,
        libc::SYS_clock_gettime,
        libc::SYS_clock_getres,
        libc::SYS_nanosleep,
        libc::SYS_clock_nanosleep,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];

    /// Applies both; where they disagree the kernel takes the stricter.
    pub fn apply() -> Result<(), Refused> {
        let (deadly, needed) = programs().map_err(|_| Refused::All)?;
        apply_filter(&deadly).map_err(|_| Refused::All)?;
        apply_filter(&needed).map_err(|_| Refused::Second)
    }

    fn programs() -> Result<(BpfProgram, BpfProgram), BackendError> {
        let here = || std::env::consts::ARCH.try_into();
        let no_such_thing = SeccompAction::Errno(ENOSYS.unsigned_abs());
        let (end, go_on) = (SeccompAction::KillProcess, SeccompAction::Allow);
        let deadly = SeccompFilter::new(deadly()?, go_on.clone(), end, here()?)?;
        let needed = SeccompFilter::new(needed()?, no_such_thing, go_on, here()?)?;
        Ok((deadly.try_into()?, needed.try_into()?))
    }

    fn deadly() -> Result<Rules, BackendError> {
        let mut rules: Rules = DEADLY.into_iter().map(|it| (it, Vec::new())).collect();
        #[cfg(target_arch = "x86_64")]
        rules.extend([(libc::SYS_fork, Vec::new()), (libc::SYS_vfork, Vec::new())]);
        // A new process, as against a thread.
        rules.insert(libc::SYS_clone, vec![has(0, wide(CLONE_THREAD), false)?]);
        Ok(rules)
    }

    fn needed() -> Result<Rules, BackendError> {
        let mut rules: Rules = NEEDED.into_iter().map(|it| (it, Vec::new())).collect();
        // PDFs are read on a thread of their own. Newer ways to make one hide what they are from the filter:
        // programs fall back to this one.
        rules.insert(libc::SYS_clone, vec![has(0, wide(CLONE_THREAD), true)?]);
        // No memory that is run.
        rules.insert(libc::SYS_mmap, vec![has(2, wide(PROT_EXEC), false)?]);
        rules.insert(libc::SYS_mprotect, vec![has(2, wide(PROT_EXEC), false)?]);
        // Limits are looked up, never raised.
        rules.insert(libc::SYS_prlimit64, vec![is(2, SeccompCmpArgLen::Qword, 0)?]);
        rules.insert(libc::SYS_prctl, vec![is(0, SeccompCmpArgLen::Dword, wide(PR_SET_NAME))?]);
        // Ending itself in a crash.
        let itself = u64::from(std::process::id());
        rules.insert(libc::SYS_tgkill, vec![is(0, SeccompCmpArgLen::Dword, itself)?]);
        Ok(rules)
    }

    fn wide(flag: impl TryInto<u64>) -> u64 {
        flag.try_into().unwrap_or_default()
    }

    /// An argument with a flag, or without it.
    fn has(argument: u8, flag: u64, wanted: bool) -> Result<SeccompRule, BackendError> {
        let value = if wanted { flag } else { 0 };
        rule(argument, SeccompCmpArgLen::Qword, SeccompCmpOp::MaskedEq(flag), value)
    }

    /// An argument that is a value: a pointer, or a number of half the width.
    fn is(argument: u8, width: SeccompCmpArgLen, value: u64) -> Result<SeccompRule, BackendError> {
        rule(argument, width, SeccompCmpOp::Eq, value)
    }

    fn rule(
        argument: u8,
        width: SeccompCmpArgLen,
        by: SeccompCmpOp,
        value: u64,
    ) -> Result<SeccompRule, BackendError> {
        SeccompRule::new(vec![SeccompCondition::new(argument, width, by, value)?])
    }
}
