using System.Globalization;
using System.Text;
using Activation.Profiles;
using Azure.Data.Tables;

namespace Activation.Governance.Privacy;

/// <summary>
/// The owners of an entry of the suppression list: `{request}/{numbers}` for each request, divided by spaces, such as `r1/0-4999 r2/3,7-9`. A request may have thousands
/// with one value, so they are bytes in as many properties as they need; entries of before have a string with one number after each slash.
/// </summary>
internal static class SuppressionOwners
{
    private const string Property = "owners";

    public static void Set(TableEntity entity, IEnumerable<SuppressionOwner> owners) =>
        EntityBytes.Set(entity, Property, Encoding.UTF8.GetBytes(string.Join(' ', owners.GroupBy(o => o.Request, o => o.Identifier, StringComparer.Ordinal).Select(r => $"{r.Key}/{Ranges(r)}"))));

    public static IEnumerable<SuppressionOwner> Get(TableEntity entity)
    {
        var text = entity[Property] as string ?? Encoding.UTF8.GetString(EntityBytes.Get(entity, Property).Span);
        foreach (var owner in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var slash = owner.IndexOf('/', StringComparison.Ordinal);
            foreach (var identifier in Numbers(owner[(slash + 1)..]))
            {
                yield return new SuppressionOwner(owner[..slash], identifier);
            }
        }
    }

    private static string Ranges(IEnumerable<int> numbers)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var number in numbers.Distinct().Order())
        {
            if (ranges is [.., var (first, last)] && last == number - 1)
            {
                ranges[^1] = (first, number);
            }
            else
            {
                ranges.Add((number, number));
            }
        }

        return string.Join(',', ranges.Select(r => r.First == r.Last ? Text(r.First) : $"{Text(r.First)}-{Text(r.Last)}"));
    }

    private static IEnumerable<int> Numbers(string ranges) => ranges.Split(',').Select(range => range.Split('-')).SelectMany(r => Enumerable.Range(Number(r[0]), Number(r[^1]) - Number(r[0]) + 1));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
