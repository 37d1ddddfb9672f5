using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Waiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Notices;

internal enum NoticeKind { OrderLate, ReturnApproved }

/// <summary>What customers are told of their orders by mail, in the words an organisation chose.</summary>
internal sealed class OrderNotice : Aggregate
{
    private OrderNotice() { }

    public OrderNotice(NoticeKind kind) => Kind = kind;

    public NoticeKind Kind { get; private init; }
    public bool Enabled { get; private set; }

    /// <summary>By language; ours for those that are not here.</summary>
    public Dictionary<string, string> Subjects { get; private set; } = [];
    public Dictionary<string, string> Texts { get; private set; } = [];

    /// <summary>Where goods are sent back to.</summary>
    public string? Address { get; private set; }

    /// <summary>So many days after a return was approved the goods are to be here.</summary>
    public int? Days { get; private set; }

    public void Set(OrderNoticeRequest asked)
    {
        NoticeText.Check(Kind, asked.Subjects, "subjects");
        NoticeText.Check(Kind, asked.Texts, "texts");
        RuleViolation.Unless(!asked.Enabled || Kind != NoticeKind.ReturnApproved || asked is { Address: not null, Days: not null }, "order-notice.address-missing", "Say where goods are sent back to, and within how many days.", "address");
        (Enabled, Subjects, Texts, Address, Days) = (asked.Enabled, asked.Subjects ?? [], asked.Texts ?? [], asked.Address?.Trim(), asked.Days);
    }

    public string SubjectIn(string language, string house) => Wording.In(Over(NoticeText.Usual(Kind).Subjects, Subjects), language, house);

    public string TextIn(string language, string house) => Wording.In(Over(NoticeText.Usual(Kind).Texts, Texts), language, house);

    private static Dictionary<string, string> Over(IReadOnlyDictionary<string, string> usual, Dictionary<string, string> own)
    {
        var all = new Dictionary<string, string>(usual);
        foreach (var (language, text) in own) all[language] = text;
        return all;
    }
}

/// <summary>That an order's customer was told something; once for each thing.</summary>
internal sealed class SentNotice : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid OrderId { get; init; }
    public NoticeKind Kind { get; init; }

    /// <summary>The parcel, or the action on the order.</summary>
    public string About { get; init; } = "";
    public Guid MailId { get; init; }
    public DateTimeOffset SentAt { get; init; }
}

internal sealed class NoticeTables : IEntityTypeConfiguration<OrderNotice>, IEntityTypeConfiguration<SentNotice>
{
    public void Configure(EntityTypeBuilder<OrderNotice> builder)
    {
        builder.ToTable("order_notices");
        builder.Property(n => n.Kind).HasConversion<KebabConverter<NoticeKind>>();
        builder.Property(n => n.Subjects).AsJson();
        builder.Property(n => n.Texts).AsJson();
    }

    public void Configure(EntityTypeBuilder<SentNotice> builder)
    {
        builder.ToTable("sent_notices").HasKey(n => new { n.TenantId, n.OrderId, n.Kind, n.About });
        builder.Property(n => n.Kind).HasConversion<KebabConverter<NoticeKind>>();
        builder.HasOne<Order>().WithMany().HasForeignKey(n => n.OrderId);
    }
}
