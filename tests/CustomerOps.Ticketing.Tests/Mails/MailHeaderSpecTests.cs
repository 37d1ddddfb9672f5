using CustomerOps.Ticketing.Mails;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Mails;

/// <summary>Whatever stands on a ticket, the mail service takes the header made of it.</summary>
public sealed class MailHeaderSpecTests
{
    [Theory]
    [InlineData("Ærø, Jonna", "Ærø, Jonna")]
    [InlineData("A\r\nBcc: all@example.com", "A  Bcc: all@example.com")]
    [InlineData("party 🎉 now", "party 🎉 now")]
    [InlineData("a\u2028b\u2029c\u0001", "a b c")]
    [InlineData(" \t\n ", null)]
    [InlineData(null, null)]
    public void Text_is_one_line_without_what_no_header_holds(string? text, string? line) => OneLine.Of(text).ShouldBe(line);

    [Fact]
    public void No_character_is_cut_in_half_and_no_half_stays()
    {
        OneLine.Of(new string('a', 199) + "🎉").ShouldBe(new string('a', 199));
        OneLine.Of("half \ud83c of one").ShouldBe("half   of one");
    }

    [Fact]
    public void References_name_the_newest_that_fit_oldest_first()
    {
        string[] newestFirst = [.. Enumerable.Range(0, 20).Select(i => $"<{new string((char)('a' + i), 497)}>")];
        var references = MessageIds.References([newestFirst[0], .. newestFirst, "<not plain ø>", null]);
        references.ShouldBe(string.Join(' ', newestFirst[2], newestFirst[1], newestFirst[0]));
        references.Length.ShouldBeLessThanOrEqualTo(2_000);
    }
}
