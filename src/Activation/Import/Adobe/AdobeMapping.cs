using System.Globalization;
using Activation.Profiles;

namespace Activation.Import.Adobe;

/// <summary>
/// What the columns of an inbound file of Audience Manager are taken for: what the name says of device ids, then the source's mapping, then
/// the default. A trait file's id column is named `id`, an ID synchronization file's columns like their data provider ids. Pure.
/// </summary>
internal static class AdobeMapping
{
    /// <summary>The name of the id column of a trait file that does not hold device ids.</summary>
    public const string Id = "id";

    /// <returns>The name of the id column, and the mapping with it in.</returns>
    public static (string Id, IReadOnlyDictionary<string, string> Mapping) OfTraits(AdobeFileName name, IReadOnlyDictionary<string, string> source)
    {
        var mapping = Copy(source);
        if (AdobeDataSources.IdentifierOf(name.DataProviders[0]) is { } device)
        {
            mapping[device] = device;
            return (device, mapping);
        }

        mapping.TryAdd(Id, Identifiers.CustomerId);
        return (Id, mapping);
    }

    /// <summary>
    /// Of a company's own data providers, the first has the customer's ids; in a `c2c_id` file of two, the other has hashed emails. Any others
    /// are ignored unless the source maps them.
    /// </summary>
    public static IReadOnlyDictionary<string, string> OfIds(AdobeFileName name, IReadOnlyDictionary<string, string> source)
    {
        var mapping = Copy(source);
        var hasCustomer = name.DataProviders.Any(d => mapping.GetValueOrDefault(ColumnOf(d)) == Identifiers.CustomerId);
        for (var i = 0; i < name.DataProviders.Count; i++)
        {
            var provider = name.DataProviders[i];
            var target = AdobeDataSources.IdentifierOf(provider)
                ?? (i == 1 && name is { IsCrossDevice: true, DataProviders.Count: 2 } ? Identifiers.Email : hasCustomer ? "ignore" : Identifiers.CustomerId);
            mapping.TryAdd(ColumnOf(provider), target);
            hasCustomer |= target == Identifiers.CustomerId;
        }

        return mapping;
    }

    public static string ColumnOf(long dataProvider) => dataProvider.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the ids of a column have to look like, by whose they are and else by what they are taken for.</summary>
    public static AdobeIdClass ClassOf(long dataProvider, string target) => AdobeIds.ClassOf(dataProvider) is var known and not AdobeIdClass.Own
        ? known
        : target switch
        {
            Identifiers.Ecid => AdobeIdClass.Adobe,
            Identifiers.Gaid => AdobeIdClass.Gaid,
            Identifiers.Idfa => AdobeIdClass.Idfa,
            Identifiers.MobileAdId => AdobeIdClass.Device,
            _ => AdobeIdClass.Own,
        };

    private static Dictionary<string, string> Copy(IReadOnlyDictionary<string, string> source)
    {
        var mapping = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (column, target) in source)
        {
            mapping[column.Trim()] = target.Trim();
        }

        return mapping;
    }
}
