//! Pages that hold a text in every place where a page can hold text.

use serde_json::json;

/// A payload, which pages mention as often as they can.
pub struct Payload {
    /// Tells the pages of payloads apart.
    pub number: usize,
    /// The text.
    pub text: String,
}

impl Payload {
    /// The pages, as `(path, text)`: an operation, the type that it returns, and enums.
    pub fn pages(&self) -> Vec<(String, String)> {
        let Self { number, text } = self;
        vec![
            (format!("api/{number}-{text}.md"), self.operation()),
            (format!("resources/type{number}.md"), self.resource()),
            (format!("resources/enum{number}.md"), self.enumeration("")),
            (format!("resources/odd-enum{number}.md"), self.enumeration(text)),
            (format!("includes/{text}.md"), format!("# {text}\n\n{text}\n")),
        ]
    }

    /// The text as a JSON string.
    fn json(&self) -> String {
        json!(self.text).to_string()
    }

    fn operation(&self) -> String {
        let Self { number, text: p } = self;
        let json = self.json();
        format!(
            r#"---
title: "{p}"
description: {p}
{p}
---

# {p}

Namespace: {p}

{p}

Text with `{p}`, a **{p}**, a [{p}]({p}), a [{p}](../resources/type{number}.md#{p}) and <{p}>.

> [!NOTE] {p}

[!INCLUDE [{p}]({p})]
[!INCLUDE [{p}](../includes/{p}.md)]

## {p}

{p}

<!-- {p} -->
<!-- {{ "blockType": {json}, {json}: {json} }} -->

## Permissions

### {p}

| Permission type | Permissions (from least to most privileged) |
|:----------------|:--------------------------------------------|
| Delegated (work or school account) | For {p}: Thing.Read, Thing.{p}.All, {p}.Read<br/>Thing.ReadWrite {p} |
| {p} | Thing.Read.All {p} |
| Application | {p} |

### Another {p}

| {p} | Delegated (work or school account) | Application |
|:----|:-----------------------------------|:------------|
| {p} | Thing.Open | {p} |

## HTTP request

{p}

```http
GET /area{number}/{{id}}
POST /area{number}/{{{p}}}/act
GET /area{number}/{p}
GET /area{number}/literal/{p}/more
GET /area{number}/function(key='{{{p}}}',{p}={{value}})
GET /{p}/{{{p}}}/in{number}?{p}
{p}
```

## Request headers

| Name | Description |
|:-----|:------------|
| {p} | {p} |
| x-{p} | Required. {p} |

## Query parameters

The `${p}` and `{p}` parameters.

| Name | Type | Description |
|:-----|:-----|:------------|
| {p} | {p} | {p} |

## Path parameters

| Name | Type | Description |
|:-----|:-----|:------------|
| {p} | {p} | {p} |

## Request body

A JSON object with the following parameters. {p}

| Parameter | Type | Description |
|:----------|:-----|:------------|
| {p} | String | {p} |
| b{p} | {p} | {p} |
| choice | choice{number} | {p} Possible values are: `{p}`, `a{p}`, `plain`. |
| choice{p} | choice{p} | {p} Possible values are: `{p}`, `a{p}`, `plain`. |
| typed | [{p}](../resources/type{number}.md) | {p} |
| listed | [{p}](../resources/enum{number}.md) collection | {p} |

## Response

The answer is `200 OK` and a [{p}](../resources/type{number}.md) object. {p}

## Example: {p}

<!-- {{ "blockType": "request", "name": {json}, "@odata.type": {json}, {json}: [{json}] }} -->
```http
POST https://{p}/v1.0/area{number}/{p}/act
{p}: {p}
Content-Type: {p}

{{ {json}: {json}, "b": {{ {json}: [{json}] }}, "typed": {{ {json}: {json}, "plain": {json}, "@odata.type": {json} }}, "listed": [{json}] }}
```

```http
POST https://things.example/v1.0/area{number}/1/act
Content-Type: application/json

{{ "{p}": "{p}", {p} }}
```

<!-- {{ "blockType": "response", "@odata.type": "things.type{number}", "name": [{json}] }} -->
```http
HTTP/1.1 200 {p}
{p}: {p}

{{ {json}: {json}, "@odata.type": {json} }}
```

```{p}
{p}
```

{p}
"#
        )
    }

    fn resource(&self) -> String {
        let Self { number, text: p } = self;
        let json = self.json();
        let name = json!(format!("things.type{number}{p}"));
        format!(
            r#"---
title: {p}
---

# {p} resource type

Namespace: things

{p}

Inherits from [{p}]({p}).

## Properties

| Property | Type | Description |
|:---------|:-----|:------------|
| plain | String | {p} |
| {p} | {p} | {p} |
| a{p} | String | {p} |
| b{p} | [{p}]({p}) | {p} |
| choice | choice{number}{p} | {p} Possible values are: `{p}`, `a{p}`, `plain`. |
| listed | [{p}](enum{number}.md) | {p} |
| odd | [{p}](odd-enum{number}.md) | {p} |
| section | section{number} | {p} |
| more | {p} collection | {p}, {p} and {p}. |

## Relationships

| Relationship | Type | Description |
|:-------------|:-----|:------------|
| others{p} | [{p}](type{number}.md) collection | {p} |

### section{number} values

{p}

| Member | Description |
|:-------|:------------|
| {p} | {p} |

### odd{number}{p} values

{p}

| Member | Value | Description |
|:-------|:------|:------------|
| {p} | {p} | {p} |
| a{p} | 1 | {p} |

## JSON representation

<!-- {{ "blockType": "resource", "@odata.type": {name}, "baseType": {json}, "keyProperty": {json}, "openType": {json} }} -->
```json
{{ "plain": {json}, {json}: {json}, "shown{number}": {{ "@odata.type": {json} }} }}
```
"#
        )
    }

    /// An enum with something behind its name.
    fn enumeration(&self, end: &str) -> String {
        let Self { number, text: p } = self;
        format!(
            "# enum{number}{end} enum type\n\nNamespace: things\n\n{p}\n\n## Members\n\n\
             | Member | Value | Description |\n|:--|:--|:--|\n| {p} | 0 | {p} |\n| a{p} | 1 | {p} |\n| plain | 2 | {p} |\n"
        )
    }
}
