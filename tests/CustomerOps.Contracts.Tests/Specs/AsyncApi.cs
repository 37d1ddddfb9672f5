using System.Reflection;
using System.Text.Json.Nodes;

namespace CustomerOps.Contracts.Tests.Specs;

/// <summary>The AsyncAPI 3 document, from CustomerOps' point of view: it sends on one exchange and receives on the other.</summary>
internal static class AsyncApi
{
    public static JsonObject Of(IEnumerable<Type> events)
    {
        var (channels, operations, messages) = (new JsonObject(), new JsonObject(), new JsonObject());
        foreach (var told in events)
        {
            var mark = told.GetCustomAttribute<EventAttribute>()!;
            channels[mark.Type] = Channel(mark);
            operations[$"{(mark.FromPartner ? "receive" : "send")} {mark.Type}"] = new JsonObject
            {
                ["action"] = mark.FromPartner ? "receive" : "send",
                ["channel"] = Ref($"#/channels/{mark.Type}"),
                ["messages"] = new JsonArray(Ref($"#/channels/{mark.Type}/messages/{mark.Type}")),
            };
            messages[mark.Type] = Message(told, mark);
        }

        return new JsonObject
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = new JsonObject
            {
                ["title"] = "CustomerOps events", ["version"] = "1.0.0",
                ["description"] = "CloudEvents 1.0 as structured JSON over AMQP 0-9-1. A partner reads from its own queue partner.<organisation>.<name>.events and "
                    + $"publishes to the exchange {Exchanges.Partner} with the event type as routing key, the AMQP property user-id set to its own user, and message-id set to the event's id.",
            },
            ["defaultContentType"] = "application/cloudevents+json",
            ["servers"] = new JsonObject
            {
                ["broker"] = new JsonObject
                {
                    ["host"] = "{host}:{port}", ["protocol"] = "amqp", ["protocolVersion"] = "0-9-1", ["security"] = new JsonArray(Ref("#/components/securitySchemes/partner")),
                    ["variables"] = new JsonObject { ["host"] = new JsonObject { ["default"] = "localhost" }, ["port"] = new JsonObject { ["default"] = "5672" } },
                },
            },
            ["channels"] = channels, ["operations"] = operations,
            ["components"] = new JsonObject
            {
                ["messages"] = messages,
                ["securitySchemes"] = new JsonObject { ["partner"] = new JsonObject { ["type"] = "userPassword", ["description"] = "User and secret as PUT /api/v1/partners/{name} returned them." } },
            },
        };
    }

    private static JsonObject Channel(EventAttribute mark) => new()
    {
        ["address"] = mark.Type,
        ["messages"] = new JsonObject { [mark.Type] = Ref($"#/components/messages/{mark.Type}") },
        ["bindings"] = new JsonObject
        {
            ["amqp"] = new JsonObject
            {
                ["is"] = "routingKey", ["bindingVersion"] = "0.3.0",
                ["exchange"] = new JsonObject { ["name"] = mark.FromPartner ? Exchanges.Partner : Exchanges.Events, ["type"] = "topic", ["durable"] = true, ["autoDelete"] = false },
            },
        },
    };

    private static JsonObject Message(Type told, EventAttribute mark)
    {
        var payload = EventSchema.Of(told);
        payload.Remove("$schema");
        var message = new JsonObject { ["name"] = mark.Type, ["title"] = told.Name, ["contentType"] = "application/cloudevents+json" };
        if (Documentation.Of(told) is { } words) message["summary"] = words;
        message["tags"] = new JsonArray(new JsonObject { ["name"] = mark.InHouse ? "in-house" : mark.FromPartner ? "partners-send" : "partners-receive" });
        message["payload"] = payload;
        return message;
    }

    private static JsonObject Ref(string to) => new() { ["$ref"] = to };
}
