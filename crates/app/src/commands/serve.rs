//! `gongkai serve`: the site, the API, and the jobs behind them, in one process.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use jobs::Runner;
use law::Lang;
use store::Store;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use web::{App, Web};

use crate::installation::{At, Installation, JobsConfig, block_on, schedules};
use crate::stopped::stopped;
use crate::told::told;
use crate::{logging, metrics_page};

/// Arguments of `gongkai serve`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Examples:\n  \
    gongkai serve --data /srv/gongkai\n  \
    gongkai serve --data /srv/gongkai --listen 0.0.0.0:8080    # 反向代理之后 behind a proxy\n  \
    GONGKAI__LOG__LEVEL=debug gongkai serve --data /srv/gongkai\n\n\
    运行状态 Health: /health/live /health/ready   接口 API: /api/v1/openapi.json\n\
    配置 Configuration: docs/guide/configuration.md")]
pub struct Args {
    #[command(flatten)]
    at: At,
    /// 监听地址，优先于配置 Where to listen, before the configuration
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
}

/// Serves until asked to stop.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    let installation = Installation::read(&args.at.data, lang)?;
    serve(&installation, args.listen, lang)?;
    Ok(ExitCode::SUCCESS)
}

/// Serves an installation until the program is asked to stop.
pub fn serve(installation: &Installation, listen: Option<SocketAddr>, lang: Lang) -> Result<()> {
    logging::begin(&installation.config.log)?;
    block_on(async {
        let config = &installation.config.web;
        let wanted = listen.unwrap_or_else(|| config.listen());
        let listener = TcpListener::bind(wanted).await.with_context(|| {
            lang.pick(format!("无法监听 {wanted}"), format!("cannot listen at {wanted}"))
        })?;
        let address = listener.local_addr()?;
        let identity = installation.config.identity.as_ref();
        let settings = config.settings(identity, &installation.folder, address, lang)?;
        let origin = settings.origin.url().to_owned();
        let store = installation.open(lang).await?;
        let web = Web::new(store.clone(), settings);
        let app = App::new(&web).map_err(|_| anyhow::anyhow!("[web] origin = {origin:?}"))?;
        if let Some(listen) = config.metrics_listen {
            metrics_page::serve(store.clone(), listen).await?;
        }
        eprintln!(
            "{}",
            lang.pick(
                format!("已启动：{origin} （监听 {address}），按 Ctrl-C 停止"),
                format!("Serving {origin} (listening at {address}); Ctrl-C stops"),
            )
        );
        let stop = Arc::new(Notify::new());
        let doing = jobs(installation, &store, config.jobs, &stop, lang)?;
        web::serve(app.router, listener, stopped()).await;
        stop.notify_one();
        if let Some(doing) = doing {
            doing.await?.map_err(|error| told(&error, lang))?;
        }
        store.close().await.map_err(|error| told(&error, lang))?;
        eprintln!("{}", lang.pick("已停止", "Stopped"));
        Ok(())
    })
}

type Doing = tokio::task::JoinHandle<Result<(), store::StoreError>>;

/// Does jobs beside the site, unless other nodes do.
fn jobs(
    installation: &Installation,
    store: &Store,
    config: JobsConfig,
    stop: &Arc<Notify>,
    lang: Lang,
) -> Result<Option<Doing>> {
    if config == JobsConfig::Elsewhere {
        return Ok(None);
    }
    let runner = Runner::new(store.clone(), installation.registry(lang)?, schedules())?;
    let stop = Arc::clone(stop);
    Ok(Some(tokio::spawn(async move { runner.run(stop.notified()).await })))
}
