namespace CustomerOps.Ticketing;

/// <summary>One of an ordered list that people arrange.</summary>
internal interface IPlaced
{
    void MoveTo(int position);
}

internal static class Placing
{
    /// <summary>Puts one of them at a place, from 1; behind the others where there are fewer.</summary>
    public static void Place<T>(this List<T> all, T one, int position) where T : class, IPlaced
    {
        all.Remove(one);
        all.Insert(Math.Min(position - 1, all.Count), one);
        for (var i = 0; i < all.Count; i++) all[i].MoveTo(i + 1);
    }
}
