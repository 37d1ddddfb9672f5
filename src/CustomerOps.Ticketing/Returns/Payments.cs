using CustomerOps.Contracts.Partners;

namespace CustomerOps.Ticketing.Returns;

/// <summary>What an order was paid with.</summary>
/// <param name="Reference">The shop's name for it: never a card number.</param>
internal sealed record Payment(string Reference, PaymentKind Kind, decimal Amount);

/// <summary>What a customer can pay with, as the shop tells it.</summary>
/// <param name="Balance">Of a gift card, when the shop last told; null where it does not apply or is not known.</param>
internal sealed record PaymentMethod(string Reference, PaymentKind Kind, decimal? Balance = null)
{
    /// <summary>Where the shop does not say how an order was paid.</summary>
    public const string AsPaid = "as-paid";
}

/// <summary>Money to one method, or from it.</summary>
internal sealed record Move(string Reference, PaymentKind Kind, decimal Amount);
