using CustomerOps.Demo.Loading;
using CustomerOps.Demo.Running;
using Shouldly;
using Xunit;

namespace CustomerOps.Demo.Tests.Loading;

public sealed class FilesTests : IDisposable
{
    private static readonly DateOnly s_sunday = new(2026, 11, 22);
    private readonly SmallData _data = new(customers: 12, orders: 8, questions: 60);
    private readonly List<Fault> _faults = [];

    public void Dispose() => _data.Dispose();

    [Fact]
    public void A_customer_or_order_that_is_not_whole_is_reported_with_its_place()
    {
        _data.Write("commerce/users.json", """{"a":{"name":{"first_name":"Ann","last_name":"Lee"},"email":"a@x.example"},"b":{"name":{"first_name":"Bo"},"email":"b@x.example"}}""");
        _data.Write("commerce/orders.json", """
            {"1":{"order_id":"1","user_id":"a","status":"delivered","items":[{"item_id":"9","name":"Cup","price":2}]},
             "2":{"order_id":"2","user_id":"b","status":"delivered","items":[]},
             "3":{"order_id":"3","user_id":"a","status":"lost","items":[]},
             "4":{"order_id":"4","user_id":"a","status":"pending","items":[{"item_id":"9","name":"Cup","price":"two"}]}}
            """);
        var customers = CommerceFiles.Customers(_data.Folder, ["main"], _faults.Add);
        var orders = CommerceFiles.Orders(_data.Folder, customers, s_sunday, _faults.Add);
        orders.ShouldHaveSingleItem().Value.Shopper.Name.ShouldBe("Ann Lee");
        _faults.Select(f => f.Place).ShouldBe(["commerce/users.json:2", "commerce/orders.json:2", "commerce/orders.json:3", "commerce/orders.json:4"]);
    }

    [Theory]
    [InlineData("{\"a\":", "file.malformed")]
    [InlineData("[]", "file.malformed")]
    public void A_file_that_is_not_JSON_of_that_kind_is_reported(string text, string code)
    {
        _data.Write("commerce/users.json", text);
        CommerceFiles.Customers(_data.Folder, [], _faults.Add).ShouldBeEmpty();
        _faults.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Fact]
    public void Questions_are_spread_over_all_customers_and_channels_the_same_way_each_time()
    {
        var customers = CommerceFiles.Customers(_data.Folder, [], _faults.Add).Values.ToList();
        var first = QuestionFile.Read(_data.Folder, customers, _faults.Add);
        first.Count.ShouldBe(60);
        first.Select(q => q.Value.Requester).Distinct().Count().ShouldBe(12);
        first.Select(q => q.Value.Channel).Distinct().Count().ShouldBe(6);
        QuestionFile.Read(_data.Folder, customers, _faults.Add).ShouldBe(first);
        _faults.ShouldBeEmpty();
    }

    [Fact]
    public void Articles_are_read_line_by_line()
    {
        _data.Write("articles/bank-help.jsonl", """
            {"id":"doc_credit_cards_x_(general)_001","title":"Internal: Limits","content":"Text"}
            {"id":"doc_loans_002","title":"How to borrow"}
            not json
            {"id":"doc_loans_003","title":"How to pay back","content":"Text"}
            """);
        var articles = ArticleFile.Read(_data.Folder, _faults.Add);
        articles.Select(a => (a.Place, a.Audience, a.Type)).ShouldBe([("articles/bank-help.jsonl:1", "staff", "procedure"), ("articles/bank-help.jsonl:4", "public", "faq")]);
        _faults.Select(f => f.Place).ShouldBe(["articles/bank-help.jsonl:2", "articles/bank-help.jsonl:3"]);
    }

    [Fact]
    public void Calls_are_shifted_by_whole_weeks_to_end_just_before_today()
    {
        _data.Append("contacts/bank-calls-30min.csv", "\"2003-10-13\",\"07:00\",5\n\"2003-10-20\",\"07:00\",6\n\"2003-10-24\",\"20:30\",7\nnever,07:00,1\n\"2003-10-24\",\"07:00\",-3\n");
        var weeks = ContactFile.Read(_data.Folder, 2, s_sunday, _faults.Add);
        // 24 October 2003 was a Friday; the last Friday before Sunday 22 November 2026 is the 20th.
        weeks.Select(w => w.Select(c => c.Value.Start).ToArray()).ShouldBe([["2026-11-09T07:00"], ["2026-11-16T07:00", "2026-11-20T20:30"]]);
        ContactFile.Read(_data.Folder, 1, s_sunday, _faults.Add).ShouldHaveSingleItem().Count.ShouldBe(2);
        _faults.Select(f => f.Place).Distinct().ShouldBe(["contacts/bank-calls-30min.csv:5", "contacts/bank-calls-30min.csv:6"]);
    }

    [Fact]
    public void Calls_of_today_itself_would_not_be_history() =>
        ContactFile.Read(Friday(), 1, new DateOnly(2026, 11, 20), _faults.Add).ShouldHaveSingleItem()[0].Value.Start.ShouldStartWith("2026-11-13");

    private string Friday()
    {
        _data.Append("contacts/bank-calls-30min.csv", "\"2003-10-24\",\"20:30\",7\n");
        return _data.Folder;
    }
}
