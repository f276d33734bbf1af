using Microsoft.AspNetCore.Http;

namespace Activation.Api.Json;

/// <summary>Which part of a list is asked for: `?limit=` (1 to 1,000, 100 if absent) and `?after=` (a page's `next`).</summary>
internal sealed record Page(int Limit, string? After)
{
    public const int MaxLimit = 1000;

    public static Page Of(HttpRequest request)
    {
        var text = request.Query["limit"].ToString();
        var limit = 100;
        if (text.Length > 0 && (!int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaxLimit))
        {
            throw ProblemException.Invalid("invalidLimit", "limit", $"limit is a number from 1 to {MaxLimit}.");
        }

        return new Page(limit, request.Query["after"].ToString() is { Length: > 0 } after ? after : null);
    }

    /// <summary>The page of a whole list, whose items have unique keys.</summary>
    public ListAnswer<T> Cut<T>(IReadOnlyList<T> all, Func<T, string> key)
    {
        var start = 0;
        if (After is not null)
        {
            start = 1 + IndexOf(all, key, After);
            if (start == 0)
            {
                throw ProblemException.Invalid("invalidAfter", "after", "after is not an item of this list; begin again without it.");
            }
        }

        var items = all.Skip(start).Take(Limit).ToList();
        return new ListAnswer<T>(items, start + items.Count < all.Count && items.Count > 0 ? key(items[^1]) : null);
    }

    /// <summary>The page of a list that begins after <see cref="After"/> and is read no further than the page needs.</summary>
    public async Task<ListAnswer<T>> CutAsync<T>(IAsyncEnumerable<T> rest, Func<T, string> key, CancellationToken cancellationToken)
    {
        var items = new List<T>();
        await foreach (var item in rest.WithCancellation(cancellationToken))
        {
            if (items.Count == Limit)
            {
                return new ListAnswer<T>(items, key(items[^1]));
            }

            items.Add(item);
        }

        return new ListAnswer<T>(items, null);
    }

    private static int IndexOf<T>(IReadOnlyList<T> all, Func<T, string> key, string wanted)
    {
        for (var i = 0; i < all.Count; i++)
        {
            if (key(all[i]) == wanted)
            {
                return i;
            }
        }

        return -1;
    }
}
