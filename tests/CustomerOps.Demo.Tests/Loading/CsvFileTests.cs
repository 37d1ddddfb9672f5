using CustomerOps.Demo.Loading;
using CustomerOps.Demo.Running;
using Shouldly;
using Xunit;

namespace CustomerOps.Demo.Tests.Loading;

public sealed class CsvFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly List<Fault> _faults = [];

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Fields_are_read_as_RFC_4180_writes_them() => Read(""""
        a,b
        plain,text
        "with, comma","with ""quotes"""
        "two
        lines",x
        ,
        """").ShouldBe([(2, "plain", "text"), (3, "with, comma", "with \"quotes\""), (4, "two\nlines", "x"), (6, "", "")]);

    [Fact]
    public void A_wrong_line_is_reported_with_its_number_and_the_rest_goes_on()
    {
        Read("a,b\r\n1,2\r\nalone\r\n3,4\r\n\r\n5,6,7\r\n8,9\r\n").ShouldBe([(2, "1", "2"), (4, "3", "4"), (7, "8", "9")]);
        _faults.Select(f => (f.Place, f.Code)).ShouldBe([("f.csv:3", "line.fields"), ("f.csv:6", "line.fields")]);
    }

    [Fact]
    public void A_quote_that_is_never_closed_costs_its_line_only()
    {
        var lines = Enumerable.Range(0, 50).Select(i => $"{i},x");
        var read = Read("a,b\n\"never closed,1\n" + string.Join('\n', lines) + "\n");
        read.Count.ShouldBe(50);
        _faults.ShouldHaveSingleItem().ShouldBe(new Fault("f.csv:2", "line.unclosed-quote", "A quote is opened and never closed."));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x,y\n1,2\n")]
    public void Another_header_is_another_file(string text)
    {
        Read(text).ShouldBeEmpty();
        _faults.ShouldHaveSingleItem().Code.ShouldBe("file.header");
    }

    [Fact]
    public void A_file_that_is_not_there_is_reported()
    {
        CsvFile.Read(_file + ".gone", "f.csv", ["a"], _faults.Add).ShouldBeEmpty();
        _faults.ShouldHaveSingleItem().Code.ShouldBe("file.missing");
    }

    private List<(int, string, string)> Read(string text)
    {
        File.WriteAllText(_file, text);
        return [.. CsvFile.Read(_file, "f.csv", ["a", "b"], _faults.Add).Select(e => (e.Number, e.Value[0], e.Value[1]))];
    }
}
