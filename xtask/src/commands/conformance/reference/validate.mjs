// Says of each example whether GitHub's own schema allows it.
//
// node validate.mjs DESCRIPTION EXAMPLES VIOLATIONS: EXAMPLES is a JSON array of { schema, value }, where schema is a
// JSON pointer into DESCRIPTION; VIOLATIONS becomes an array of arrays of { path, words }, in the same order. A path is a
// JSON pointer into the example, to what is missing where something is.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/");
const Ajv = require("ajv");
const addFormats = require("ajv-formats");

const [descriptionFile, examplesFile, violationsFile] = process.argv.slice(2);
const read = (file) => JSON.parse(readFileSync(file, "utf8"));

// What stands below these is a value and no schema.
const VALUES = new Set(["default", "enum", "example", "examples"]);

// OpenAPI 3.0 says `nullable` where JSON Schema says that null is one of the types.
const translate = (schema) => {
  if (Array.isArray(schema)) return schema.map(translate);
  if (schema === null || typeof schema !== "object") return schema;
  if (typeof schema.$ref === "string") return { $ref: schema.$ref.replace("#", "github#") };
  const out = {};
  for (const [name, value] of Object.entries(schema)) {
    if (VALUES.has(name)) out[name] = value;
    else if (name === "properties") out[name] = translateEach(value);
    else if (name !== "nullable" && name !== "discriminator") out[name] = translate(value);
  }
  return schema.nullable === true ? { anyOf: [{ type: "null" }, out] } : out;
};
const translateEach = (schemas) =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, translate(schema)]));

const pointer = (root, path) =>
  path.split("/").slice(1).reduce((at, step) => at?.[step.replaceAll("~1", "/").replaceAll("~0", "~")], root);

const description = read(descriptionFile);
const ajv = new Ajv({ strict: false, allErrors: true, logger: false, inlineRefs: false, validateFormats: true });
addFormats(ajv);
ajv.addSchema({ $id: "github", components: { schemas: translateEach(description.components.schemas) } });

const validators = new Map();
const validator = (place) => {
  if (!validators.has(place)) validators.set(place, ajv.compile(translate(pointer(description, place))));
  return validators.get(place);
};
const step = (name) => name.replaceAll("~", "~0").replaceAll("/", "~1");
const shown = ({ instancePath, message, params, keyword }) => ({
  path: keyword === "required" ? `${instancePath}/${step(params.missingProperty)}` : instancePath,
  words: `${instancePath || "the whole"} ${message}`,
});

const violations = read(examplesFile).map(({ schema, value }) => {
  if (!schema) return [];
  const check = validator(schema);
  return check(value) ? [] : check.errors.map(shown);
});
writeFileSync(violationsFile, JSON.stringify(violations));
