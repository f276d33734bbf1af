using System.Collections.Frozen;
using Activation.Profiles;

namespace Activation.Import.Normalization;

/// <summary>
/// The identifier that a column holds, by its header, where the source's mapping says nothing: the trait keys that customer data
/// platforms share and the headers of the usual CRM exports. Compared without case, accents, spaces, dashes and underscores.
/// </summary>
/// <remarks>
/// Left out on purpose, because as often they are something else: `id`, `name`, `status`, `region`, `code`, `client_id` (a browser),
/// `account_id` (a company), `loyalty_id` and card numbers (a household). They can be mapped.
/// </remarks>
public static class ColumnAliases
{
    private static readonly FrozenDictionary<string, string> ByKey = Build();

    /// <summary>One of <see cref="Identifiers.Names"/>, or null. Email and phone columns may be numbered (`email_2`): a profile holds several.</summary>
    public static string? Find(string header)
    {
        var key = HeaderKey.Of(header);
        if (ByKey.TryGetValue(key, out var identifier))
        {
            return identifier;
        }

        return ByKey.TryGetValue(HeaderKey.WithoutNumber(key), out identifier) && identifier is Identifiers.Email or Identifiers.Phone ? identifier : null;
    }

    private static FrozenDictionary<string, string> Build()
    {
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (identifier, keys) in ColumnAliasTable.Keys)
        {
            foreach (var key in keys.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
            {
                aliases.Add(key, identifier);
            }
        }

        // A column named like the identifier is always meant.
        foreach (var name in Identifiers.Names)
        {
            aliases.TryAdd(HeaderKey.Of(name), name);
        }

        return aliases.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
