using System.ComponentModel.DataAnnotations;

namespace CustomerOps.Ticketing.Returns;

/// <summary>
/// From where on a person's returns are flagged, as a part of the policy. A flag refuses nothing: it is shown to staff with its figures, and may demand approval.
/// </summary>
/// <param name="WithinDays">Orders that came, and returns that were asked for, in so many days count.</param>
/// <param name="FromReturns">Fewer returns are never flagged.</param>
/// <param name="AboveRate">Percent of the items that were sent back; absent: it does not count.</param>
/// <param name="AbovePercentile">Higher than so many percent of all who sent something back; absent: it does not count.</param>
/// <param name="PriceSwitch">Flag also who sends back what they bought cheaper by another order.</param>
/// <param name="Approver">Who approves the returns of who is flagged; absent: nobody has to.</param>
internal sealed record ReturnWatch(
    [Range(1, 3650)] int WithinDays, [Range(1, 1000)] int FromReturns = 3, [Range(0, 100)] decimal? AboveRate = null, [Range(50, 100)] decimal? AbovePercentile = null, bool PriceSwitch = false, ApprovalRole? Approver = null)
{
    public const string Rule = "return-watch";

    /// <summary>What is flagged, each with its figures. Pure.</summary>
    public IEnumerable<ReturnFlag> Flags(ReturnFigures figures, IEnumerable<CheaperElsewhere> cheaper)
    {
        if (figures.Returns >= FromReturns)
        {
            if (figures.Rate > AboveRate) yield return Flag("return-rate", $"{figures.ReturnedItems} of {figures.BoughtItems} items sent back in {WithinDays} days: {figures.Rate:0.#} %, more than {AboveRate:0.#} %.");
            if (figures.Percentile > AbovePercentile) yield return Flag("return-percentile", $"A rate of {figures.Rate:0.#} % is higher than that of {figures.Percentile:0.#} % of all who sent something back in {WithinDays} days; {AbovePercentile:0.#} % is the limit.");
        }

        if (!PriceSwitch) yield break;
        foreach (var one in cheaper) yield return Flag("price-switch", $"{one.Sku} was bought for {one.Price:0.00} here and for {one.Cheaper:0.00} by order {one.OrderNumber}.");
    }

    private static ReturnFlag Flag(string code, FormattableString text) => new(code, FormattableString.Invariant(text));
}

/// <param name="Code">return-rate, return-percentile or price-switch.</param>
internal sealed record ReturnFlag(string Code, string Text);

/// <summary>What a person bought and sent back, under all their records.</summary>
/// <param name="Rate">Percent of the items; 0 where nothing was bought.</param>
/// <param name="Percentile">Percent of all who sent something back whose rate is lower; null where nobody asked.</param>
internal sealed record ReturnFigures(int Returns, int BoughtItems, int ReturnedItems, decimal Rate, decimal? Percentile);

/// <summary>The same product, bought cheaper by another order.</summary>
internal sealed record CheaperElsewhere(string Sku, decimal Price, decimal Cheaper, string OrderNumber);
