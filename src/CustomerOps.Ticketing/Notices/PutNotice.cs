using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Notices;

/// <param name="Subjects">By language (en da nb sv fi hu); ours stand for those that are left out.</param>
/// <param name="Texts">By language. Variables are written {{order}}: name, organisation, order; carrier, tracking, promised, expected of a late order; number, items, address, deadline of a return.</param>
/// <param name="Address">Of a return: where the goods are sent.</param>
/// <param name="Days">Of a return: so many days after its approval the goods are to be there.</param>
[Example("""{ "enabled": true, "subjects": { "en": "Your return {{number}}" }, "address": "Nordlys Returns, Havnegade 1, 8000 Aarhus C", "days": 14 }""")]
internal sealed record OrderNoticeRequest(
    bool Enabled, [TextsByLanguage(300)] Dictionary<string, string>? Subjects = null, [TextsByLanguage(20_000)] Dictionary<string, string>? Texts = null, [Text(500)] string? Address = null, [Range(1, 365)] int? Days = null);

/// <param name="Subjects">The organisation's own; ours stand for the rest.</param>
/// <param name="UsualSubjects">Ours.</param>
internal sealed record OrderNoticeView(
    NoticeKind Kind, bool Enabled, IReadOnlyDictionary<string, string> Subjects, IReadOnlyDictionary<string, string> Texts, string? Address, int? Days,
    IReadOnlyDictionary<string, string> UsualSubjects, IReadOnlyDictionary<string, string> UsualTexts)
{
    public static OrderNoticeView Of(OrderNotice n) => new(n.Kind, n.Enabled, n.Subjects, n.Texts, n.Address, n.Days, NoticeText.Usual(n.Kind).Subjects, NoticeText.Usual(n.Kind).Texts);
}

internal sealed record OrderNoticesView(IReadOnlyList<OrderNoticeView> Items);

internal static class ListNotices
{
    public static async Task<OrderNoticesView> Handle(TicketingDb db, CancellationToken ct)
    {
        var set = await db.Set<OrderNotice>().AsNoTracking().ToListAsync(ct);
        return new([.. Enum.GetValues<NoticeKind>().Select(k => OrderNoticeView.Of(set.Find(n => n.Kind == k) ?? new OrderNotice(k)))]);
    }
}

internal static class GetNotice
{
    public static async Task<Tagged<OrderNoticeView>> Handle([Word<NoticeKind>] string kind, TicketingDb db, CancellationToken ct)
    {
        var which = Kebab<NoticeKind>.Read(kind)!.Value;
        var notice = await db.Set<OrderNotice>().AsNoTracking().SingleOrDefaultAsync(n => n.Kind == which, ct) ?? new OrderNotice(which);
        return Tagged.Ok(OrderNoticeView.Of(notice), notice.Version);
    }
}

internal static class PutNotice
{
    public static async Task<Tagged<OrderNoticeView>> Handle([Word<NoticeKind>] string kind, OrderNoticeRequest request, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        var which = Kebab<NoticeKind>.Read(kind)!.Value;
        var notice = await db.Set<OrderNotice>().SingleOrDefaultAsync(n => n.Kind == which, ct);
        ifMatch.Check(notice?.Version ?? 0);
        if (notice is null) db.Add(notice = new OrderNotice(which));
        notice.Set(request);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(OrderNoticeView.Of(notice), notice.Version);
    }
}
