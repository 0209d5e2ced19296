//! What people write: corrections, and entries that have to be mended.

/// An entry each, without its reason. Entries of one case are parted by an empty line.
pub(super) const CORRECTIONS: &[(&str, &str)] = &[
    ("a field is not always there", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = false"),
    ("a field is always there", "[[field]]\nobject = \"Thing\"\nfield = \"count\"\nrequired = true"),
    ("a field may be null", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nnullable = true"),
    (
        "an object is never null, which its title hides",
        "[[field]]\nobject = \"Thing\"\nfield = \"owner\"\nnullable = false",
    ),
    ("a field is of another type", "[[field]]\nobject = \"Thing\"\nfield = \"id\"\ntype = \"integer\""),
    (
        "a field has a format",
        "[[field]]\nobject = \"Thing\"\nfield = \"made_at\"\ntype = \"string or null, format: date-time\"",
    ),
    ("a field is a list", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\ntype = \"array of strings\""),
    (
        "a field is a list of the objects that it is said to be",
        "[[field]]\nobject = \"Thing\"\nfield = \"parts\"\ntype = \"array of object\"",
    ),
    (
        "a field is a titled object that the page hides",
        "[[field]]\nobject = \"Thing\"\nfield = \"extra\"\ntype = \"array of `Simple User`\"",
    ),
    ("a field is called otherwise", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nname = \"heading\""),
    (
        "values are added, removed and respelt",
        "[[field]]\nobject = \"Thing\"\nfield = \"state\"\nadd-values = [\"merged\"]\nremove-values = [\"gone\"]\nrespell-values = { closd = \"closed\" }",
    ),
    ("values of items are added", "[[field]]\nobject = \"Thing\"\nfield = \"labels\"\nadd-values = [\"c\"]"),
    (
        "a field of an untitled object within a titled one",
        "[[field]]\nobject = \"Thing\"\nfield = \"parts.rigth\"\nname = \"right\"\ndefault = 2\nremark = \"It counts from the left.\"",
    ),
    ("a field deeper within", "[[field]]\nobject = \"Thing\"\nfield = \"parts.left.size\"\nrequired = false"),
    ("no default", "[[field]]\nobject = \"Thing\"\nfield = \"parts.rigth\"\nno-default = true"),
    (
        "a field of a reply without a title",
        "[[field]]\nendpoint = \"POST /orgs/{org}/things\"\nfield = \"made.on\"\ntype = \"string, format: date\"",
    ),
    (
        "a field of a reply of one status",
        "[[field]]\nendpoint = \"POST /orgs/{org}/things\"\nstatus = 201\nfield = \"id\"\nremark = \"It is never reused.\"",
    ),
    ("a remark alone", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nremark = \"It has one line.\""),
    (
        "a parameter is of another type",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"since\"\ntype = \"integer\"",
    ),
    (
        "a parameter must be sent",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"since\"\nrequired = true\nremark = \"Servers refuse to go without it.\"",
    ),
    (
        "a parameter is called otherwise, and has another default",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"state\"\nname = \"status\"\ndefault = \"all\"\nrespell-values = { closd = \"closed\" }",
    ),
    (
        "a parameter is sent elsewhere",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"trace\"\nlocation = \"header\"\nname = \"X-Trace\"",
    ),
    (
        "a placeholder may hold slashes",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things/{name}\"\nparameter = \"name\"\nslashes = true",
    ),
    (
        "how a query array is sent",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"labels\"\ntype = \"array of strings\"\narray = \"comma-separated\"",
    ),
    (
        "a body parameter may not be null",
        "[[parameter]]\nendpoint = \"POST /orgs/{org}/things\"\nparameter = \"weight\"\nnullable = false\n\n[[parameter]]\nendpoint = \"POST /orgs/{org}/things\"\nparameter = \"labels\"\nnullable = true",
    ),
    (
        "a member of a body parameter",
        "[[parameter]]\nendpoint = \"POST /orgs/{org}/things\"\nparameter = \"config.url\"\nrequired = true\nname = \"target\"\n\n[[parameter]]\nendpoint = \"POST /orgs/{org}/things\"\nparameter = \"config.kind\"\nrespell-values = { mial = \"mail\" }",
    ),
    (
        "one of two parameters of a name",
        "[[parameter]]\nendpoint = \"POST /orgs/{org}/things\"\nparameter = \"dry\"\nin = \"body\"\nname = \"dry_run\"",
    ),
    (
        "a reply that the page leaves out",
        "[[reply]]\nendpoint = \"GET /orgs/{org}/things/{name}\"\nstatus = 404\nadd = true\ndescription = \"Not found\"",
    ),
    (
        "a reply that servers do not send",
        "[[reply]]\nendpoint = \"POST /orgs/{org}/things\"\nstatus = 422\nremove = true",
    ),
    (
        "a reply of another status and type",
        "[[reply]]\nendpoint = \"POST /orgs/{org}/things\"\nstatus = 201\nbecomes = 200\ntype = \"`Thing`\"",
    ),
    (
        "what is for this version, and still holds",
        "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = false\nversions = [\"enterprise-server@3.17\", \"enterprise-server@3.18\"]\nuntil = \"2027-01-31\"",
    ),
    (
        "what is for another version, and not even there",
        "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = false\nversions = [\"enterprise-server@3.17\"]\n\n[[field]]\nobject = \"Nobody\"\nfield = \"title\"\nrequired = false\nversions = [\"free-pro-team@latest\"]\nuntil = \"2020-01-31\"",
    ),
];

/// The same of entries that have to be mended.
pub(super) const MISTAKES: &[(&str, &str)] = &[
    // Nothing of the name.
    ("object", "[[field]]\nobject = \"Thnig\"\nfield = \"title\"\nrequired = false"),
    ("object unlike any", "[[field]]\nobject = \"Repository\"\nfield = \"title\"\nrequired = false"),
    ("field", "[[field]]\nobject = \"Thing\"\nfield = \"titel\"\nrequired = false"),
    ("field within", "[[field]]\nobject = \"Thing\"\nfield = \"parts.right\"\nrequired = false"),
    ("field of a titled object", "[[field]]\nobject = \"Thing\"\nfield = \"owner.login\"\nrequired = false"),
    (
        "reply with a title",
        "[[field]]\nendpoint = \"GET /orgs/{org}/things\"\nfield = \"title\"\nrequired = false",
    ),
    (
        "field of a reply",
        "[[field]]\nendpoint = \"POST /orgs/{org}/things\"\nfield = \"made.bye\"\nrequired = false",
    ),
    (
        "status of a field",
        "[[field]]\nendpoint = \"POST /orgs/{org}/things\"\nstatus = 200\nfield = \"made.by\"\nrequired = false",
    ),
    (
        "endpoint of a field",
        "[[field]]\nendpoint = \"PUT /orgs/{org}/things\"\nfield = \"made.by\"\nrequired = false",
    ),
    (
        "endpoint",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/thing\"\nparameter = \"since\"\nrequired = true",
    ),
    (
        "parameter",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"sinse\"\nrequired = true",
    ),
    (
        "parameter elsewhere",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"since\"\nin = \"body\"\nrequired = true",
    ),
    (
        "member",
        "[[parameter]]\nendpoint = \"POST /orgs/{org}/things\"\nparameter = \"config.uri\"\nrequired = true",
    ),
    (
        "value to respell",
        "[[field]]\nobject = \"Thing\"\nfield = \"state\"\nrespell-values = { clossd = \"closed\" }",
    ),
    ("value to remove", "[[field]]\nobject = \"Thing\"\nfield = \"state\"\nremove-values = [\"opne\"]"),
    (
        "value of a parameter",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"state\"\nremove-values = [\"merged\"]",
    ),
    (
        "values where any will do",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"since\"\nadd-values = [\"now\"]",
    ),
    ("status", "[[reply]]\nendpoint = \"POST /orgs/{org}/things\"\nstatus = 202\nbecomes = 200"),
    ("title in a type", "[[field]]\nobject = \"Thing\"\nfield = \"extra\"\ntype = \"`Simple Usr`\""),
    // The page says so already.
    ("required", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = true"),
    ("type", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\ntype = \"string\""),
    ("type by title", "[[field]]\nobject = \"Thing\"\nfield = \"owner\"\ntype = \"`Simple User`\""),
    ("one of two", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nnullable = false\nrequired = false"),
    ("value", "[[field]]\nobject = \"Thing\"\nfield = \"state\"\nadd-values = [\"open\"]"),
    (
        "value respelt",
        "[[field]]\nobject = \"Thing\"\nfield = \"state\"\nrespell-values = { opne = \"open\" }",
    ),
    ("name", "[[field]]\nobject = \"Thing\"\nfield = \"titel\"\nname = \"title\""),
    ("default", "[[field]]\nobject = \"Thing\"\nfield = \"parts.rigth\"\ndefault = 1"),
    (
        "parameter",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"since\"\nrequired = false\ntype = \"string\"\nlocation = \"query\"",
    ),
    (
        "parameter's name",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"sinse\"\nname = \"since\"",
    ),
    (
        "slashes",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things/{name}\"\nparameter = \"name\"\nslashes = false",
    ),
    ("reply", "[[reply]]\nendpoint = \"POST /orgs/{org}/things\"\nstatus = 422\nadd = true"),
    ("no reply", "[[reply]]\nendpoint = \"POST /orgs/{org}/things\"\nstatus = 400\nremove = true"),
    ("status", "[[reply]]\nendpoint = \"POST /orgs/{org}/things\"\nstatus = 200\nbecomes = 201"),
    // Contradictions.
    (
        "two entries about one thing",
        "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = false\n\n[[field]]\nobject = \"Thing\"\nfield = \"title\"\nnullable = true",
    ),
    ("type and null", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\ntype = \"string\"\nnullable = true"),
    (
        "a value twice",
        "[[field]]\nobject = \"Thing\"\nfield = \"state\"\nadd-values = [\"x\"]\nremove-values = [\"x\"]",
    ),
    ("default or none", "[[field]]\nobject = \"Thing\"\nfield = \"count\"\ndefault = 1\nno-default = true"),
    (
        "two values become one",
        "[[field]]\nobject = \"Thing\"\nfield = \"state\"\nrespell-values = { closd = \"open\" }",
    ),
    (
        "all values removed",
        "[[field]]\nobject = \"Thing\"\nfield = \"labels\"\nremove-values = [\"a\", \"b\"]",
    ),
    ("two fields of a name", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nname = \"id\""),
    (
        "two parameters of a name",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"since\"\nname = \"labels\"",
    ),
    (
        "one of two parameters",
        "[[parameter]]\nendpoint = \"POST /orgs/{org}/things\"\nparameter = \"dry\"\nrequired = true",
    ),
    ("default of another type", "[[field]]\nobject = \"Thing\"\nfield = \"count\"\ndefault = \"none\""),
    (
        "default of another type",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"trace\"\ndefault = 1",
    ),
    (
        "into the path",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"since\"\nlocation = \"path\"",
    ),
    (
        "out of the path",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things/{name}\"\nparameter = \"name\"\nname = \"title\"",
    ),
    (
        "optional in the path",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things/{name}\"\nparameter = \"name\"\nrequired = false",
    ),
    (
        "slashes elsewhere",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"since\"\nslashes = true",
    ),
    (
        "an array elsewhere",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"since\"\narray = \"repeated\"",
    ),
    (
        "a member moved",
        "[[parameter]]\nendpoint = \"POST /orgs/{org}/things\"\nparameter = \"config.url\"\nlocation = \"query\"",
    ),
    ("reply added and removed", "[[reply]]\nendpoint = \"GET /x\"\nstatus = 404\nadd = true\nremove = true"),
    ("a status of two", "[[reply]]\nendpoint = \"POST /orgs/{org}/things\"\nstatus = 201\nbecomes = 422"),
    // Not well formed.
    ("nothing corrected", "[[field]]\nobject = \"Thing\"\nfield = \"title\""),
    ("no object", "[[field]]\nfield = \"title\"\nrequired = false"),
    (
        "object and endpoint",
        "[[field]]\nobject = \"Thing\"\nendpoint = \"GET /x\"\nfield = \"title\"\nrequired = false",
    ),
    ("object and status", "[[field]]\nobject = \"Thing\"\nstatus = 200\nfield = \"title\"\nrequired = false"),
    ("type", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\ntype = \"text\""),
    ("type that opens", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\ntype = \"object:\""),
    (
        "type of a parameter",
        "[[parameter]]\nendpoint = \"GET /orgs/{org}/things\"\nparameter = \"since\"\ntype = \"date\"",
    ),
    ("no status", "[[reply]]\nendpoint = \"GET /x\"\nstatus = 99\nremove = true"),
    (
        "no version",
        "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = false\nversions = [\"3.18\"]",
    ),
    ("no versions", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = false\nversions = []"),
    ("no day", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = false\nuntil = \"2027-02-30\""),
    ("expired", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = false\nuntil = \"2026-12-30\""),
    ("unknown key", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequird = false"),
    ("unknown table", "[[fields]]\nobject = \"Thing\""),
    ("wrong type", "[[field]]\nobject = \"Thing\"\nfield = \"title\"\nrequired = \"no\""),
    ("missing key", "[[parameter]]\nparameter = \"since\"\nrequired = true"),
    (
        "unknown location",
        "[[parameter]]\nendpoint = \"GET /x\"\nparameter = \"since\"\nlocation = \"cookie\"",
    ),
    ("a page that can be read", "[[line]]\npage = \"things/things\"\ntext = \"Lists things.\""),
];
