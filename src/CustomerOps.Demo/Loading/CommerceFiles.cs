using System.Text.Json;
using CustomerOps.Demo.Generating;
using CustomerOps.Demo.Running;

namespace CustomerOps.Demo.Loading;

/// <summary>Customers and orders of a web shop: two JSON objects, an entry per customer and per order.</summary>
internal static class CommerceFiles
{
    private const string Users = "commerce/users.json", OrdersFile = "commerce/orders.json", Language = "en";
    private const int Spread = 90, DaysToDeliver = 3;

    /// <param name="branches">Codes; the customers are spread over them.</param>
    /// <returns>By the shop's own id.</returns>
    public static IReadOnlyDictionary<string, Shopper> Customers(string data, IReadOnlyList<string> branches, Action<Fault> refuse)
    {
        var customers = new Dictionary<string, Shopper>();
        foreach (var user in Entries(data, Users, refuse))
            Try(user, refuse, value =>
            {
                var name = value.Value.GetProperty("name");
                customers[value.Name] = new Shopper(
                    user.Number, $"{Text(name, "first_name")} {Text(name, "last_name")}", Text(value.Value, "email"), Language,
                    branches.Count == 0 ? "" : branches[user.Number % branches.Count], SurveyConsent: true);
            });
        return customers;
    }

    /// <param name="today">The orders were placed within the weeks before it.</param>
    public static IReadOnlyList<Entry<Purchase>> Orders(string data, IReadOnlyDictionary<string, Shopper> customers, DateOnly today, Action<Fault> refuse)
    {
        var orders = new List<Entry<Purchase>>();
        foreach (var order in Entries(data, OrdersFile, refuse))
            Try(order, refuse, value =>
            {
                var userId = Text(value.Value, "user_id");
                if (!customers.TryGetValue(userId, out var shopper)) throw new FormatException($"There is no customer {userId}.");
                var lines = value.Value.GetProperty("items").EnumerateArray()
                    .Select(i => new OrderLine(Text(i, "item_id"), Text(i, "name"), 1, i.GetProperty("price").GetDecimal())).ToList();
                var day = today.AddDays(-DaysToDeliver - 1 - (order.Number % Spread));
                orders.Add(new(order.File, order.Number, new Purchase(Text(value.Value, "order_id"), shopper, lines, "USD", day, Status(Text(value.Value, "status")))));
            });
        return orders;
    }

    private static string Status(string status) => status is "pending" or "processed" or "delivered" or "cancelled" ? status : throw new FormatException($"There is no status '{status}'.");

    private static IEnumerable<Entry<JsonProperty>> Entries(string data, string name, Action<Fault> refuse)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(data, name)));
            root = document.RootElement.Clone();
        }
        catch (IOException missing)
        {
            refuse(new Fault(name, "file.missing", missing.Message));
            return [];
        }
        catch (JsonException broken)
        {
            refuse(new Fault($"{name}:{broken.LineNumber + 1}", "file.malformed", broken.Message));
            return [];
        }

        if (root.ValueKind == JsonValueKind.Object) return root.EnumerateObject().Select((entry, i) => new Entry<JsonProperty>(name, i + 1, entry));
        refuse(new Fault($"{name}:1", "file.malformed", "Not a JSON object."));
        return [];
    }

    private static void Try(Entry<JsonProperty> entry, Action<Fault> refuse, Action<JsonProperty> read)
    {
        try
        {
            read(entry.Value);
        }
        catch (Exception wrong) when (wrong is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            refuse(new Fault(entry.Place, "entry.malformed", wrong.Message));
        }
    }

    private static string Text(JsonElement value, string name) =>
        value.GetProperty(name).GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw new FormatException($"'{name}' is empty.");
}
