use stubdown_runtime::{
    Binary, Date, DateTimeOffset, Decimal, Double, Duration, Field, Guid, Int64, Map, TimeOfDay, Value, object,
    open_enum, polymorphic,
};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum BodyType {
    Text,
    Html,
    Unrecognized(String),
}
open_enum!(BodyType { "text" => Text, "html" => Html });

#[derive(Clone, Default)]
pub struct ItemBody {
    pub content_type: Field<BodyType>,
    pub content: Field<String>,
    pub additional_properties: Map<String, Value>,
}
object!(ItemBody { "contentType" => content_type, "content" => content });

#[derive(Clone, Default)]
pub struct Attachment {
    pub id: Field<String>,
    pub size: Field<i32>,
    pub additional_properties: Map<String, Value>,
}
object!(Attachment { "id" => id, "size" => size });

#[derive(Clone, Default)]
pub struct FileAttachment {
    pub id: Field<String>,
    pub size: Field<i32>,
    pub content_bytes: Field<Binary>,
    pub additional_properties: Map<String, Value>,
}
object!(FileAttachment { "id" => id, "size" => size, "contentBytes" => content_bytes });

#[derive(Clone, Default)]
pub struct ItemAttachment {
    pub id: Field<String>,
    pub size: Field<i32>,
    pub item: Field<Box<Post>>,
    pub additional_properties: Map<String, Value>,
}
object!(ItemAttachment { "id" => id, "size" => size, "item" => item });

/// `attachment` and the types that are derived from it.
#[derive(Clone)]
pub enum AnyAttachment {
    Attachment(Attachment),
    FileAttachment(FileAttachment),
    ItemAttachment(ItemAttachment),
}
polymorphic!(AnyAttachment {
    "microsoft.graph.fileAttachment" => FileAttachment(FileAttachment),
    "microsoft.graph.itemAttachment" => ItemAttachment(ItemAttachment),
    _ => Attachment(Attachment),
});

#[derive(Clone, Default)]
pub struct Post {
    pub id: Field<String>,
    pub received_date_time: Field<DateTimeOffset>,
    pub body: Field<ItemBody>,
    pub has_attachments: Field<bool>,
    pub attachments: Field<Vec<AnyAttachment>>,
    pub in_reply_to: Field<Box<Post>>,
    pub additional_properties: Map<String, Value>,
}
object!(Post {
    "id" => id,
    "receivedDateTime" => received_date_time,
    "body" => body,
    "hasAttachments" => has_attachments,
    "attachments" => attachments,
    "inReplyTo" => in_reply_to,
});

#[derive(Clone, Default)]
pub struct ConversationThread {
    pub id: Field<String>,
    pub topic: Field<String>,
    pub unique_senders: Field<Vec<String>>,
    pub posts: Field<Vec<Post>>,
    pub additional_properties: Map<String, Value>,
}
object!(ConversationThread {
    "id" => id,
    "topic" => topic,
    "uniqueSenders" => unique_senders,
    "posts" => posts,
});

/// A member of every primitive type.
#[derive(Clone, Default)]
pub struct Everything {
    pub r#type: Field<String>,
    pub small: Field<u8>,
    pub large: Field<Int64>,
    pub price: Field<Decimal>,
    pub ratio: Field<Double>,
    pub at: Field<DateTimeOffset>,
    pub day: Field<Date>,
    pub time: Field<TimeOfDay>,
    pub length: Field<Duration>,
    pub key: Field<Guid>,
    pub content: Field<Binary>,
    pub any: Field<Value>,
    pub anything: Field<Vec<Value>>,
    pub rows: Field<Vec<Vec<i32>>>,
    pub item: Field<Box<AnyAttachment>>,
    pub additional_properties: Map<String, Value>,
}
object!(Everything {
    "type" => r#type,
    "small" => small,
    "large" => large,
    "price" => price,
    "ratio" => ratio,
    "at" => at,
    "day" => day,
    "time" => time,
    "length" => length,
    "key" => key,
    "content" => content,
    "any" => any,
    "anything" => anything,
    "rows" => rows,
    "item" => item,
});

/// A type without documented members.
#[derive(Clone, Default)]
pub struct Empty {
    pub additional_properties: Map<String, Value>,
}
object!(Empty {});
