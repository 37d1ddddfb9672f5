using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Ticketing.Returns;

/// <param name="InsteadSku">For an exchange or a change of items: what comes in its place, from the catalogue.</param>
internal sealed record AskLine([Text(100)] string Sku, [Range(1, 100_000)] int Quantity, ItemCondition? Condition = null, [Text(100)] string? InsteadSku = null);

/// <param name="Lines">For return, exchange and change-items.</param>
/// <param name="Method">Reference of the payment method that money goes to or comes from; none for as it was paid.</param>
/// <param name="Amount">For a billing correction; of expediting, what it costs the house.</param>
/// <param name="Address">For a change of address.</param>
/// <param name="Papers">Those that are there.</param>
/// <param name="Exception">Why a rule should be let pass; somebody has to approve it.</param>
/// <param name="TicketId">The ticket it belongs to.</param>
[Example("""{ "action": "return", "lines": [{ "sku": "SHOE-42", "quantity": 1, "condition": "as-new" }], "reason": "too small" }""")]
internal sealed record AskOrderAction(
    OrderActionKind Action, [MaxLength(100)] AskLine[]? Lines = null, [Text(100)] string? Method = null, [Range(0.01, 100_000_000)] decimal? Amount = null, [Text(500)] string? Address = null,
    [Text(200)] string? Reason = null, [Labels(20, 100)] string[]? Papers = null, [Text(2000)] string? Exception = null, Guid? TicketId = null);
