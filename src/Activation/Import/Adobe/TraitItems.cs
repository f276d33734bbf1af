namespace Activation.Import.Adobe;

/// <summary>
/// The items of a trait row, one after the other: `d_sid=24`, `d_unsid=28`, `28:0`, `28:-1`, `123`, `ic=52`, `key=value`, either side in quotes
/// https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/sending-audience-data/batch-data-transfer-process/inbound-file-contents .
/// Pure.
/// </summary>
/// <remarks>A bare number and `ic=` say the same there: the id of a trait whose rule is `ic == id`.</remarks>
internal ref struct TraitItems(ReadOnlySpan<char> items)
{
    private ReadOnlySpan<char> rest = items;
    private bool isDone;

    public TraitItem Current { get; private set; }

    public bool MoveNext()
    {
        if (isDone)
        {
            return false;
        }

        var hasLeft = TryTakeSide(stopAtEquals: true, out var left, out var isQuoted);
        if (!hasLeft)
        {
            return Invalid();
        }

        if (!rest.StartsWith('='))
        {
            Current = isQuoted ? new TraitItem { Kind = TraitItemKind.Invalid, Name = default } : Bare(left);
            TakeComma();
            return true;
        }

        rest = rest[1..];
        if (!TryTakeSide(stopAtEquals: false, out var right, out _))
        {
            return Invalid();
        }

        Current = Pair(left.TrimStart('-').Trim(), right);
        TakeComma();
        return true;
    }

    /// <summary>Without its end, an item has no next one.</summary>
    private bool Invalid()
    {
        Current = new TraitItem { Kind = TraitItemKind.Invalid, Name = default };
        isDone = true;
        return true;
    }

    private void TakeComma()
    {
        isDone = rest.IsEmpty;
        rest = isDone ? rest : rest[1..];
    }

    /// <summary>A key or a value, up to what ends it.</summary>
    private bool TryTakeSide(bool stopAtEquals, out ReadOnlySpan<char> side, out bool isQuoted)
    {
        rest = rest.TrimStart(' ');
        isQuoted = rest.Length > 0 && IsQuote(rest[0]);
        if (isQuoted)
        {
            return TryTakeQuoted(stopAtEquals, out side);
        }

        var end = stopAtEquals ? rest.IndexOfAny(',', '=') : rest.IndexOf(',');
        end = end < 0 ? rest.Length : end;
        side = rest[..end].Trim();
        rest = rest[end..];
        return true;
    }

    /// <summary>To the first quote that an end follows: a quote inside needs no escape, and a comma inside does not end the item.</summary>
    private bool TryTakeQuoted(bool stopAtEquals, out ReadOnlySpan<char> side)
    {
        for (var i = 1; i < rest.Length; i++)
        {
            var after = IsQuote(rest[i]) ? rest[(i + 1)..].TrimStart(' ') : "x";
            if (after.IsEmpty || after[0] == ',' || (stopAtEquals && after[0] == '='))
            {
                side = rest[1..i].Trim();
                rest = after;
                return true;
            }
        }

        side = default;
        return false;
    }

    private static TraitItem Bare(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return new TraitItem { Kind = TraitItemKind.Empty, Name = default };
        }

        var colon = text.IndexOf(':');
        var isRemoval = colon > 0 && text[(colon + 1)..].Trim() is "0" or "-1";
        var id = isRemoval ? text[..colon].TrimEnd() : text;
        return Trait(isRemoval ? TraitItemKind.Remove : TraitItemKind.Add, id);
    }

    private static TraitItem Pair(ReadOnlySpan<char> key, ReadOnlySpan<char> value) => key switch
    {
        "d_sid" => Trait(TraitItemKind.Add, value),
        "d_unsid" => Trait(TraitItemKind.Remove, value),
        "ic" when IsId(value) => Trait(TraitItemKind.Add, value),
        [] => new TraitItem { Kind = TraitItemKind.Invalid, Name = default },
        _ => new TraitItem { Kind = value.IsEmpty ? TraitItemKind.Empty : TraitItemKind.KeyValue, Name = key, Value = value },
    };

    private static TraitItem Trait(TraitItemKind kind, ReadOnlySpan<char> id) => new() { Kind = IsId(id) ? kind : TraitItemKind.Invalid, Name = id };

    private static bool IsId(ReadOnlySpan<char> text) => text.Length is > 0 and <= 19 && !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>Also those that a word processor makes of the plain one.</summary>
    private static bool IsQuote(char character) => character is '"' or '\u201C' or '\u201D';
}
