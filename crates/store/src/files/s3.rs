//! The client of a store that speaks S3.

use std::time::Duration;

use object_store::aws::{AmazonS3, AmazonS3Builder, Checksum, S3ConditionalPut};
use object_store::{BackoffConfig, ClientOptions, RetryConfig};

use crate::settings::FileSettings;

/// Makes the client; nothing is asked of the store yet.
pub(super) fn open(settings: &FileSettings) -> object_store::Result<AmazonS3> {
    let builder = AmazonS3Builder::new()
        .with_virtual_hosted_style_request(false)
        .with_checksum_algorithm(Checksum::SHA256)
        .with_conditional_put(S3ConditionalPut::ETagMatch)
        .with_client_options(client())
        .with_retry(retry());
    let FileSettings::S3 { endpoint, bucket, region, access_key, secret_key } = settings else {
        // Without a bucket the client says itself what is missing.
        return builder.build();
    };
    builder
        .with_endpoint(endpoint)
        .with_bucket_name(bucket)
        .with_region(region)
        .with_access_key_id(access_key)
        .with_secret_access_key(secret_key)
        .build()
}

/// How long a store that speaks S3 is waited for. A long transfer may go on while bytes come; only
/// silence ends it.
fn client() -> ClientOptions {
    ClientOptions::new()
        .with_timeout_disabled()
        .with_read_timeout(Duration::from_secs(9))
        .with_connect_timeout(Duration::from_secs(3))
        .with_allow_http(true)
}

/// No request waits over 15 s: the last try begins within 5 s and ends after 9 s of silence. Left to
/// itself the client tries for three minutes.
fn retry() -> RetryConfig {
    let (init_backoff, max_backoff) = (Duration::from_millis(100), Duration::from_secs(1));
    RetryConfig {
        backoff: BackoffConfig { init_backoff, max_backoff, base: 2.0 },
        max_retries: 5,
        retry_timeout: Duration::from_secs(4),
    }
}
