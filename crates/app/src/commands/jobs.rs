//! `gongkai jobs`: what must still happen, and what failed.

use std::process::ExitCode;

use anyhow::Result;
use jobs::Runner;
use law::Lang;
use serde_json::json;
use store::{Job, JobState, Source};
use uuid::Uuid;

use super::acts::act;
use super::reason::reason;
use crate::clock;
use crate::installation::{At, Installation, block_on, schedules};
use crate::stopped::stopped;
use crate::told::told;

/// Arguments of `gongkai jobs`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Examples:\n  \
    gongkai jobs list --data /srv/gongkai --state dead\n  \
    gongkai jobs repeat 0190… --why 邮件服务器已修复 --data /srv/gongkai\n  \
    gongkai jobs run --data /srv/gongkai            # 签名和外存靠它 signs and hands over")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 列出任务 Lists jobs
    List {
        #[command(flatten)]
        at: At,
        /// 状态 Of this state only
        #[arg(long, value_enum)]
        state: Option<State>,
        /// 最多条数 At most so many
        #[arg(long, default_value_t = 50)]
        limit: u64,
        /// 输出 JSON Write JSON
        #[arg(long)]
        json: bool,
    },
    /// 执行任务：签名、交外存、核对应有的任务，直到停止 Does jobs until stopped: signs, hands over, sweeps
    Run {
        #[command(flatten)]
        at: At,
        /// 做完到期的就结束 Ends when nothing is due
        #[arg(long)]
        once: bool,
    },
    /// 让失败的任务重新执行 Puts a failed job back to work
    Repeat {
        /// 编号 The job's id
        #[arg(value_name = "ID")]
        job: Uuid,
        /// 理由，记入日志 Why, for the log
        #[arg(long, value_parser = reason)]
        why: String,
        #[command(flatten)]
        at: At,
    },
}

/// States of jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum State {
    /// 等待 Waiting
    Waiting,
    /// 执行中 Running
    Running,
    /// 完成 Done
    Done,
    /// 失败，等人处理 Failed for good
    Dead,
}

impl State {
    fn of_store(self) -> JobState {
        match self {
            Self::Waiting => JobState::Waiting,
            Self::Running => JobState::Running,
            Self::Done => JobState::Done,
            Self::Dead => JobState::Dead,
        }
    }
}

/// Does what is asked.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    match &args.command {
        Command::List { at, state, limit, json } => {
            let jobs = list(at, state.map(State::of_store), *limit, lang)?;
            if *json {
                say!("{}", serde_json::to_string_pretty(&jobs)?);
            } else if jobs.is_empty() {
                say!("{}", lang.pick("没有任务", "there are no jobs"));
            }
            for job in jobs.iter().filter(|_| !json) {
                say!("{}", line(job, lang));
            }
        }
        Command::Repeat { job, why, at } => repeat(at, *job, why, lang)?,
        Command::Run { at, once } => work(at, *once, lang)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn list(at: &At, state: Option<JobState>, limit: u64, lang: Lang) -> Result<Vec<Job>> {
    let installation = Installation::read(&at.data, lang)?;
    block_on(async {
        let store = installation.open(lang).await?;
        store.jobs().list(state, limit).await.map_err(|error| told(&error, lang))
    })
}

fn repeat(at: &At, job: Uuid, why: &str, lang: Lang) -> Result<()> {
    let installation = Installation::read(&at.data, lang)?;
    block_on(async {
        let store = installation.open(lang).await?;
        let repeated = async {
            let work = store.begin().await?;
            let act = act("job.repeated", why, json!({ "job": job }));
            work.jobs().repeat(job, act).await?;
            work.commit().await
        };
        repeated.await.map_err(|error| told(&error, lang))
    })
}

fn work(at: &At, once: bool, lang: Lang) -> Result<()> {
    let installation = Installation::read(&at.data, lang)?;
    block_on(async {
        let store = installation.open(lang).await?;
        let runner = Runner::new(store, installation.registry(lang)?, schedules())?;
        if once {
            let begun = runner.run_until_idle().await.map_err(|error| told(&error, lang))?;
            say!(
                "{}",
                lang.pick(format!("执行了{begun}个任务"), format!("{begun} jobs were done"))
            );
            return Ok(());
        }
        eprintln!("{}", lang.pick("正在执行任务；按 Ctrl-C 停止", "doing jobs; Ctrl-C stops"));
        runner.run(stopped()).await.map_err(|error| told(&error, lang))
    })
}

fn line(job: &Job, lang: Lang) -> String {
    let state = match job.state {
        JobState::Waiting => lang.pick("等待", "waiting"),
        JobState::Running => lang.pick("执行中", "running"),
        JobState::Done => lang.pick("完成", "done"),
        JobState::Dead => lang.pick("失败", "dead"),
    };
    let due = clock::in_shanghai(job.due_at);
    let error = job.last_error.as_deref().unwrap_or_default();
    format!("{}  {due}  {state}  {}  ×{}  {error}", job.id, job.kind, job.attempts)
}
