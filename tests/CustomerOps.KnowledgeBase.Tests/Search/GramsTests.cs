using CustomerOps.KnowledgeBase.Search;

namespace CustomerOps.KnowledgeBase.Tests.Search;

public sealed class GramsTests
{
    [Theory]
    [InlineData("Return", "_ret etur retu turn urn_")]
    [InlineData("to be", "_be_ _to_")]
    [InlineData("a", "_a_")]
    [InlineData("Åse", "_ase ase_")]
    [InlineData("Gebühr.", "_geb buhr ebuh gebu uhr_")]
    [InlineData("", "")]
    [InlineData("?! --", "")]
    public void Words_are_cut_into_pieces_of_four(string text, string pieces) =>
        string.Join(' ', Grams.Count(text).Keys.Order(StringComparer.Ordinal)).ShouldBe(pieces);

    [Fact]
    public void Pieces_are_counted() => Grams.Count("card cards")["card"].ShouldBe(2);

    [Fact]
    public void A_word_without_end_does_not_fill_the_index() => Grams.Count(string.Concat(Enumerable.Range(0, 9000).Select(i => i.ToString()))).Count.ShouldBeLessThan(100);
}
