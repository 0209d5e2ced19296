//! A page, and edits of it.

/// A page with one of everything that can be sent.
pub(super) const PAGE: &str = r#"# Things

About things. See [Using things](/en/enterprise-server@3.18/things/using-things).

## List things

```
GET /orgs/{org}/things
```

Lists things of an organization.
OAuth app tokens and personal access tokens (classic) need the read:things scope to use this endpoint.

### Parameters

#### Headers

* **`accept`** (string)
  Setting to `application/vnd.github+json` is recommended.

#### Path and query parameters

* **`org`** (string) (required)
  The organization name. The name is not case sensitive.

* **`kind`** (string) (required)
  The kind of things to list.
  Can be one of: `npm`, `docker`

* **`visibility`** (string)
  Who can see the things that are listed.
  Can be one of: `public`, `private`, `secret`

* **`since`** (integer)
  Only things from this number on.

* **`page`** (integer)
  The page number of the results to fetch.
  Default: `1`

* **`per_page`** (integer)
  The number of results per page (max 100).
  Default: `30`

### HTTP response status codes

* **200** - OK

* **404** - Resource not found

### Code examples

#### Example

**Request:**

```curl
curl -L \
  -X GET \
  https://api.github.com/orgs/ORG/things
```

**Response schema (Status: 200):**

Array of `Thing`:

* `id`: required, integer
* `name`: required, string

## Create a thing

```
POST /orgs/{org}/things
```

Creates a thing in an organization.

### Parameters

#### Path and query parameters

* **`org`** (string) (required)
  The organization name. The name is not case sensitive.

* **`dry_run`** (boolean)
  Whether nothing is made.

#### Body parameters

* **`name`** (string) (required)
  The name of the thing.

* **`state`** (string)
  The state that it begins in.
  Can be one of: `open`, `closed`

* **`size`** (integer)
  How large it is.

* **`tags`** (array)
  What it is found by.

* **`note`** (string or null)
  What people say of it.

* **`payload`** (object or string)
  What it carries.

* **`config`** (object)
  Its configuration.
  * **`url`** (string) (required)
    Where it goes.
  * **`secret`** (string)
    What signs it.

* **`rules`** (array of objects)
  Its rules.
  * **`creation`** (object)
    Nobody makes one.
    * **`type`** (string) (required)
      Can be one of: `creation`
  * **`pattern`** (object)
    What names look like.
    * **`type`** (string) (required)
      Can be one of: `pattern`
    * **`text`** (string)
      The pattern.

### HTTP response status codes

* **201** - Created

* **422** - Validation failed

### Code examples

#### Example

**Request:**

```curl
curl -L \
  -X POST \
  https://api.github.com/orgs/ORG/things \
  -d '{"name":"x"}'
```

**Response schema (Status: 201):**

* `id`: required, integer
* `name`: required, string

## Delete a thing

```
DELETE /orgs/{org}/things/{thing_id}
```

Deletes a thing.

### Parameters

#### Path and query parameters

* **`org`** (string) (required)
  The organization name. The name is not case sensitive.

* **`thing_id`** (integer) (required)
  The number of the thing.

### HTTP response status codes

* **204** - No Content

### Code examples

#### Example

**Request:**

```curl
curl -L \
  -X DELETE \
  https://api.github.com/orgs/ORG/things/THING_ID
```

**Response schema (Status: 204):**
"#;

/// What is edited, and the words before and after.
pub(super) type Edit = (&'static str, &'static [(&'static str, &'static str)]);

pub(super) const EDITS: &[Edit] = &[
    (
        "endpoint is closing down",
        &[("Deletes a thing.", "Deletes a thing.\nClosing down notice: This endpoint is closing down.")],
    ),
    (
        "method",
        &[
            ("DELETE /orgs/{org}/things/{thing_id}", "PUT /orgs/{org}/things/{thing_id}"),
            ("-X DELETE", "-X PUT"),
        ],
    ),
    (
        "path",
        &[
            ("GET /orgs/{org}/things", "GET /orgs/{org}/all-things"),
            (
                "-X GET \\\n  https://api.github.com/orgs/ORG/things",
                "-X GET \\\n  https://api.github.com/orgs/ORG/all-things",
            ),
        ],
    ),
    ("title says that it is closing down", &[("## Delete a thing", "## Closing down - Delete a thing")]),
    (
        "another placeholder",
        &[
            ("DELETE /orgs/{org}/things/{thing_id}", "DELETE /orgs/{org}/things/{thing_id}/{part}"),
            ("ORG/things/THING_ID", "ORG/things/THING_ID/PART"),
            (
                "The number of the thing.",
                "The number of the thing.\n\n* **`part`** (string) (required)\n  The part.",
            ),
        ],
    ),
    ("title", &[("## List things", "## List all things")]),
    ("placeholder renamed", &[("{thing_id}", "{number}"), ("`thing_id`", "`number`")]),
    (
        "optional parameter added",
        &[("* **`since`**", "* **`sort`** (string)\n  How to sort.\n\n* **`since`**")],
    ),
    (
        "required parameter added",
        &[("* **`since`**", "* **`sort`** (string) (required)\n  How to sort.\n\n* **`since`**")],
    ),
    (
        "required header added",
        &[(
            "#### Path and query parameters\n\n* **`org`** (string) (required)\n  The organization name. The name is not case sensitive.\n\n* **`kind`**",
            "* **`x-trace`** (string) (required)\n  A name for the log.\n\n#### Path and query parameters\n\n* **`org`** (string) (required)\n  The organization name. The name is not case sensitive.\n\n* **`kind`**",
        )],
    ),
    (
        "client's own header gone",
        &[(
            "#### Headers\n\n* **`accept`** (string)\n  Setting to `application/vnd.github+json` is recommended.\n\n",
            "",
        )],
    ),
    ("parameter removed", &[("* **`since`** (integer)\n  Only things from this number on.\n\n", "")]),
    ("parameter renamed", &[("`visibility`", "`scope`")]),
    ("parameter required", &[("* **`since`** (integer)", "* **`since`** (integer) (required)")]),
    ("parameter optional", &[("* **`kind`** (string) (required)", "* **`kind`** (string)")]),
    ("parameter's type", &[("* **`since`** (integer)", "* **`since`** (string)")]),
    ("parameter's type widened", &[("* **`since`** (integer)", "* **`since`** (number)")]),
    ("parameter may be null", &[("* **`since`** (integer)", "* **`since`** (integer,null)")]),
    ("value added", &[("`public`, `private`, `secret`", "`public`, `internal`, `private`, `secret`")]),
    ("value removed", &[("`public`, `private`, `secret`", "`public`, `private`")]),
    ("values reordered", &[("`public`, `private`, `secret`", "`secret`, `private`, `public`")]),
    ("value respelled", &[("`npm`, `docker`", "`NPM`, `docker`")]),
    ("no values any more", &[("\n  Can be one of: `npm`, `docker`", "")]),
    ("values listed", &[("The name of the thing.", "The name of the thing.\n  Can be one of: `a`, `b`")]),
    ("default changed", &[("Default: `30`", "Default: `100`")]),
    ("default removed", &[("\n  Default: `30`", "")]),
    ("default added", &[("Whether nothing is made.", "Whether nothing is made.\n  Default: `false`")]),
    (
        "from query to body",
        &[(
            "* **`dry_run`** (boolean)\n  Whether nothing is made.\n\n#### Body parameters\n\n",
            "#### Body parameters\n\n* **`dry_run`** (boolean)\n  Whether nothing is made.\n\n",
        )],
    ),
    (
        "pages gone",
        &[(
            "* **`page`** (integer)\n  The page number of the results to fetch.\n  Default: `1`\n\n* **`per_page`** (integer)\n  The number of results per page (max 100).\n  Default: `30`\n\n",
            "",
        )],
    ),
    ("limit", &[("(max 100)", "(max 50)")]),
    (
        "parameter is closing down",
        &[(
            "Only things from this number on.",
            "Only things from this number on. This parameter is closing down.",
        )],
    ),
    ("member added", &[("* **`size`**", "* **`color`** (string)\n  Its color.\n\n* **`size`**")]),
    ("member required", &[("* **`size`** (integer)", "* **`size`** (integer) (required)")]),
    ("member removed", &[("* **`size`** (integer)\n  How large it is.\n\n", "")]),
    ("member is a number", &[("* **`size`** (integer)", "* **`size`** (number)")]),
    ("items shown", &[("* **`tags`** (array)", "* **`tags`** (array of strings)")]),
    ("member never null", &[("(string or null)", "(string)")]),
    ("member's default", &[("How large it is.", "How large it is.\n  Default: `3`")]),
    (
        "inner member added",
        &[(
            "  * **`secret`**",
            "  * **`insecure`** (boolean)\n    Whether it is not looked at.\n  * **`secret`**",
        )],
    ),
    ("inner member renamed", &[("`secret`** (string)", "`signature`** (string)")]),
    (
        "members hidden",
        &[(
            "\n  * **`url`** (string) (required)\n    Where it goes.\n  * **`secret`** (string)\n    What signs it.",
            "",
        )],
    ),
    ("another type", &[("(object or string)", "(object or string or integer)")]),
    ("a type less", &[("(object or string)", "(object)")]),
    (
        "another alternative",
        &[(
            "  * **`pattern`** (object)",
            "  * **`deletion`** (object)\n    Nobody deletes one.\n    * **`type`** (string) (required)\n      Can be one of: `deletion`\n  * **`pattern`** (object)",
        )],
    ),
    (
        "error status added",
        &[("* **404** - Resource not found", "* **403** - Forbidden\n\n* **404** - Resource not found")],
    ),
    ("error status removed", &[("\n\n* **422** - Validation failed", "")]),
    (
        "another success",
        &[("* **201** - Created", "* **202** - Accepted"), ("(Status: 201)", "(Status: 202)")],
    ),
    ("a second success", &[("* **204** - No Content", "* **202** - Accepted\n\n* **204** - No Content")]),
    ("words of a status", &[("Resource not found", "Not found")]),
    ("scope", &[("read:things", "write:things")]),
    (
        "stage",
        &[(
            "Creates a thing in an organization.",
            "Creates a thing in an organization.\nThis endpoint is in public preview and may change.",
        )],
    ),
    (
        "media type",
        &[(
            "Lists things of an organization.",
            "Lists things of an organization.\napplication/vnd.github.raw+json: The raw thing.",
        )],
    ),
    ("description", &[("Lists things of an organization.", "Lists the things of an organization.")]),
    ("words of a parameter", &[("Only things from this number on.", "Only things from that number on.")]),
    ("links", &[("enterprise-server@3.18", "enterprise-server@3.19")]),
    ("introduction", &[("About things.", "All about things.")]),
    ("example", &[("{\"name\":\"x\"}", "{\"name\":\"y\"}")]),
    ("server", &[("https://api.github.com", "http(s)://HOSTNAME/api/v3")]),
];
