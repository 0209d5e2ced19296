//! The client that anybody would write first, and which rows it fails.

use std::iter::from_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use octoquill::Method;
use serde::Deserialize;
use serde_json::Value as Json;

use super::subject::{Seen, Subject};
use super::{bodies, connection, decoding, encoding, limits, load, paging, redirects, retry, secrets};

/// A client of a dozen lines.
#[derive(Clone, Debug)]
pub(super) struct Naive {
    pub(super) base_url: String,
    token: String,
    http: reqwest::Client,
}

/// Anything that goes wrong.
pub(super) type Error = Box<dyn std::error::Error + Send + Sync>;

#[derive(Debug, Deserialize)]
pub(super) struct Package {
    pub(super) id: i64,
    #[serde(rename = "package_type")]
    kind: PackageType,
    version_count: i64,
    created_at: Timestamp,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PackageType {
    Npm,
    Maven,
    Rubygems,
    Docker,
    Nuget,
    Container,
}

impl Naive {
    pub(super) fn new(base_url: &str, token: &str, http2: bool) -> Self {
        // Building one of the other kind gives the process its cryptography.
        let _ = octoquill::Client::builder("http://127.0.0.1").build();
        let http = reqwest::Client::builder();
        let http = if http2 { http.http2_prior_knowledge() } else { http };
        Self { base_url: base_url.to_owned(), token: token.to_owned(), http: http.build().unwrap() }
    }

    pub(super) async fn send(
        &self,
        method: Method,
        url: &str,
        body: Option<Json>,
    ) -> Result<reqwest::Response, Error> {
        let mut request = self.http.request(method, url).bearer_auth(&self.token);
        request = request.header("Accept", "application/vnd.github+json").header("User-Agent", "naive");
        if let Some(body) = body {
            request = request.header("Content-Type", "application/json").body(body.to_string());
        }
        Ok(request.send().await?.error_for_status()?)
    }

    pub(super) async fn list(&self, url: &str) -> Result<(Vec<Package>, Option<String>), Error> {
        let answer = self.send(Method::GET, url, None).await?;
        let links = answer.headers().get("link").and_then(|links| links.to_str().ok()).unwrap_or_default();
        let next = links.split(',').find(|link| link.contains("rel=\"next\""));
        let next = next.and_then(|link| link.split(['<', '>']).nth(1)).map(str::to_owned);
        Ok((serde_json::from_slice(&answer.bytes().await?)?, next))
    }

    pub(super) async fn get(&self, package_type: &str, name: &str) -> Result<Package, Error> {
        let url = format!("{}/orgs/acme/packages/{package_type}/{name}", self.base_url);
        let answer = self.send(Method::GET, &url, None).await?;
        Ok(serde_json::from_slice(&answer.bytes().await?)?)
    }

    pub(super) async fn any_json(&self, path: &str) -> Result<Json, Error> {
        let answer = self.send(Method::GET, &format!("{}{path}", self.base_url), None).await?;
        Ok(serde_json::from_slice(&answer.bytes().await?)?)
    }

    pub(super) fn list_url(&self, package_type: &str, query: &[(&str, &str)]) -> String {
        let query = [("package_type", package_type)].into_iter().chain(query.iter().copied());
        let url = format!("{}/orgs/acme/packages", self.base_url);
        reqwest::Url::parse_with_params(&url, query).unwrap().into()
    }
}

impl Package {
    pub(super) fn seen(&self) -> Seen {
        Seen {
            id: self.id,
            package_type: format!("{:?}", self.kind).to_lowercase(),
            version_count: self.version_count,
            created_at: self.created_at.as_nanosecond(),
        }
    }
}

/// How the naive client fares in a row, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fares {
    /// It does not do what the row asks: words of what is wrong then, and why that is so.
    Fails(&'static str, &'static str),
    /// It does. The row is there for this.
    Passes(&'static str),
}

type Check = fn(Subject) -> Pin<Box<dyn Future<Output = ()>>>;

macro_rules! table {
    ($($row:ident in $theme:ident: $fares:ident($($why:literal),+),)*) => {
        &[$((
            stringify!($row),
            (|subject| Box::pin($theme::$row(subject))) as Check,
            Fares::$fares($($why),+),
        ),)*]
    };
}

const ROWS: &[(&str, Check, Fares)] = table! {
    n01_retry_after_is_waited_for_exactly in limits:
        Fails("api 403", "A limit is an error like any other."),
    n02_exhausted_limits_are_waited_for_until_their_reset in limits:
        Fails("api 403", "A limit is an error like any other."),
    n03_secondary_limits_wait_a_minute_and_then_double in limits:
        Fails("api 403", "A limit is an error like any other."),
    n04_what_no_second_attempt_would_mend_is_an_error_at_once in retry:
        Fails("Said by the server.: Failure", "It says the status only, and not what GitHub has to say."),
    n05_reads_are_tried_again_and_writes_are_not in retry:
        Fails("left: (1, 1)", "It tries nothing twice."),
    n06_a_storm_of_failures_makes_no_storm_of_requests in retry:
        Passes("What tries nothing twice makes no storm. The row keeps in check what retries may add."),
    n07_no_connection_and_no_answer_are_told_apart in connection:
        Fails("left: 0", "It tries nothing twice."),
    n08_an_answer_that_is_cut_anywhere_is_never_read in connection:
        Fails("IncompleteMessage", "It tries nothing twice."),
    n09_nothing_takes_longer_than_it_may in connection:
        Fails("it is not through yet", "It waits for ever."),
    n10_redirects_on_the_same_server_keep_method_and_body in redirects:
        Fails("GET /there", "A POST becomes a GET without a word."),
    n11_redirects_to_another_origin_tell_it_nothing in redirects:
        Fails("on an `Ok` value", "It goes wherever it is sent."),
    n12_redirects_that_lead_nowhere_are_typed_errors in redirects:
        Fails("left: 11", "It follows ten, and takes a redirect to nowhere for an answer."),
    n13_next_pages_are_followed_on_the_same_origin_only in paging:
        Fails("Ok(66)", "It takes the token wherever a link points."),
    n14_pages_in_a_circle_or_without_end_end in paging:
        Fails("left: 20", "It walks in circles."),
    n15_lists_of_any_size_need_little_memory in paging:
        Passes("It keeps a few fields of an item. The row is for streams, which must hold one page at most."),
    n16_packed_bodies_are_unpacked_up_to_a_limit in bodies:
        Fails("on an `Ok` value: Reply", "It unpacks whatever comes."),
    n17_of_an_error_only_the_beginning_is_read in bodies:
        Fails(" bytes", "It reads nothing of an error."),
    n18_what_is_no_json_is_shown in bodies:
        Fails("decode $", "It says that there is no JSON, but not what there is."),
    n19_empty_bodies_and_statuses_that_nobody_documented in bodies:
        Fails("EOF while parsing", "It does not say what was answered with nothing."),
    n20_documented_fields_that_servers_leave_out_are_drift in decoding:
        Fails("missing field `version_count`", "One field that is missing costs the whole list."),
    n21_nulls_cost_a_field_or_an_item_and_nothing_else in decoding:
        Fails("invalid type: null", "One null costs the whole list."),
    n22_unknown_values_are_kept_and_sent in decoding:
        Fails("unknown variant `conda`", "One new value costs the whole list."),
    n23_extra_doubled_nested_and_reordered_members in decoding:
        Fails("duplicate field `id`", "A doubled member costs the whole list."),
    n24_integers_are_exact_or_an_error in decoding:
        Fails("floating point", "It takes 1.0 for no integer."),
    n25_dates_are_rfc_3339_or_an_error in decoding:
        Fails("failed to find offset", "One bad date costs the whole list."),
    n26_path_parameters_are_one_segment_or_refused in encoding:
        Fails("left: \"/api/v3/orgs/acme/packages/npm//\"", "A name with a slash is another path."),
    n27_query_values_arrive_as_they_are in encoding:
        Passes("Whoever lets a library write the query gets it right. The row is for those that write it themselves."),
    n28_tokens_that_cannot_be_sent_are_refused_without_showing_them in secrets:
        Fails("on an `Ok` value: Naive", "It sends an empty token, and says of others when the first request is made."),
    n29_secrets_are_shown_nowhere in secrets:
        Fails("Naive(Naive {", "Its errors show the query, and its `Debug` the token."),
    n30_base_urls_are_checked_before_anything_is_sent in secrets:
        Fails("http://ghe.example.com", "It sends the token over plain http."),
    n31_proxies_of_the_environment_do_not_see_this_machine in secrets:
        Fails("ConnectionReset", "It sends the token to the proxy."),
    n32_calls_that_are_dropped_leave_nothing_behind in load:
        Fails("left: 20", "There is no end to how many calls it makes at once."),
    n33_ten_thousand_calls_at_once_take_ten_connections in load:
        Fails("transport Connect", "Each call has a connection."),
    n34_one_limited_resource_does_not_hold_up_another in limits:
        Fails("api 403", "It asks again what was refused."),
    n35_clocks_that_jump_do_not_lengthen_a_wait in limits:
        Fails("api 429", "A limit is an error like any other."),
    n36_odd_servers_are_answers_or_errors in connection:
        Fails("ENHANCE_YOUR_CALM", "It tries again only what the server says that it never saw."),
    n37_servers_that_know_plain_json_only_are_understood in encoding:
        Fails("api 406", "It asks for GitHub's own type only, as the documentation does."),
    n38_no_redirect_says_where_it_comes_from in redirects:
        Fails("restore?token=hunter2", "It sends a `Referer`, and the secret in it."),
};

#[test]
fn the_naive_client_fails_and_passes_as_listed() {
    // Some of them wait most of the time.
    let next = AtomicUsize::new(0);
    let work = || {
        let mine = from_fn(|| ROWS.get(next.fetch_add(1, Ordering::SeqCst)));
        mine.filter_map(|(row, check, fares)| {
            let failed = fails(*check);
            let is_listed = match (fares, &failed) {
                (Fares::Fails(words, _), Some(failed)) => failed.contains(words),
                (Fares::Passes(_), None) => true,
                _ => false,
            };
            (!is_listed).then(|| format!("{row} is listed as {fares:?}, but: {failed:?}"))
        })
        .collect::<Vec<_>>()
    };
    let wrong = thread::scope(|scope| {
        let workers = [(); 3].map(|()| scope.spawn(work));
        workers.map(|worker| worker.join().unwrap()).concat()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with the naive client, if anything.
fn fails(check: Check) -> Option<String> {
    // Whoever is not through by then waits for ever.
    const PATIENCE: Duration = Duration::from_secs(10);
    let checked = catch_unwind(AssertUnwindSafe(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async { tokio::time::timeout(PATIENCE, check(Subject::Naive)).await })
    }));
    match checked {
        Ok(Ok(())) => None,
        Ok(Err(_)) => Some("it is not through yet".to_owned()),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Some(text.unwrap_or_default())
        }
    }
}

#[test]
fn every_row_is_there_once() {
    let numbers: Vec<String> = ROWS.iter().map(|(row, ..)| row[..3].to_owned()).collect();
    let expected: Vec<String> = (1..=38).map(|number| format!("n{number:02}")).collect();
    assert_eq!(numbers, expected);
}
