using System.Text.Json;

namespace CustomerOps.Demo.Tests.Loading;

/// <summary>A folder like the real one, small and made by the test.</summary>
internal sealed class SmallData : IDisposable
{
    public SmallData(int customers, int orders, int questions)
    {
        foreach (var folder in (string[])["commerce", "questions", "articles", "contacts"]) Directory.CreateDirectory(Path.Combine(Folder, folder));
        Write("commerce/users.json", JsonSerializer.Serialize(Enumerable.Range(0, customers).ToDictionary(i => $"user_{i}", i => new { name = new { first_name = "Kim", last_name = $"Number{i}" }, email = $"Kim.{i}@Example.com" })));
        Write("commerce/orders.json", JsonSerializer.Serialize(Enumerable.Range(0, orders).ToDictionary(i => $"#W{i}", i => new
        {
            order_id = $"#W{i}", user_id = $"user_{i % customers}", status = (string[])["pending", "processed", "delivered", "cancelled"] is var all ? all[i % 4] : "",
            items = new[] { new { name = "Kettle", item_id = $"{7000 + i}", price = 12.5m } },
        })));
        Write("questions/banking77-train.csv", "text,category\n" + string.Concat(Enumerable.Range(0, questions).Select(i => $"\"Where is my card, number {i}?\",card_arrival\n")));
        Write("articles/bank-help.jsonl", "");
        Write("contacts/bank-calls-30min.csv", "date,interval,calls\n");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("customerops-data-").FullName;

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    public void Append(string name, string text) => File.AppendAllText(Path.Combine(Folder, name), text);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
