using CustomerOps.Ticketing.Mails;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Mails;

public sealed class MailWordsTests
{
    [Theory]
    [InlineData("Where is it?", "Re: Where is it? [#7]")]
    [InlineData("RE: Sv: re: Where is it? [#6]", "Re: Where is it? [#7]")]
    [InlineData("two\r\nlines\u2028", "Re: two  lines [#7]")]
    [InlineData("Reklamation: lampe", "Re: Reklamation: lampe [#7]")]
    public void An_answer_has_the_subject_once_with_one_mark_and_one_number(string subject, string answer) => MailWords.AnswerSubject(subject, "7").ShouldBe(answer);

    [Theory]
    [InlineData("Re: Where is it? [#1234]", 1234L)]
    [InlineData("[#1] and [#22]", 22L)]
    [InlineData("Order #1234", null)]
    [InlineData("[#99999999999999999999]", null)]
    [InlineData("", null)]
    public void A_number_is_one_in_our_brackets_the_last(string subject, long? number) => MailWords.TicketNumber(subject).ShouldBe(number);
}
