namespace Activation.Local.Demo;

/// <summary>
/// The numbers that a country's regulator keeps free for film and books, so that no demo row can be anybody's phone:
/// US 555-01xx, GB Ofcom, DE Bundesnetzagentur, FR ARCEP, AU ACMA, SE PTS.
/// </summary>
/// <param name="Trunk">What is dialled before the national number inside the country; empty in the US.</param>
/// <param name="International">What is dialled before a calling code.</param>
/// <param name="Prefixes">Area code and first digits of each free range.</param>
/// <param name="FreeDigits">Digits after the prefix, all free to choose.</param>
internal sealed record DemoPhonePlan(
    string Country, string CallingCode, string Trunk, string International, IReadOnlyList<string> Prefixes, int FreeDigits)
{
    public static readonly IReadOnlyList<DemoPhonePlan> All =
    [
        new("US", "1", "", "011",
            [
                .. "201 202 205 206 208 209 212 213 214 215 216 217 301 302 303 304 305 307 308 309 310 312 313 402 404 405 406 407 408 410".Split(' ').Select(area => area + "55501"),
            ], 2),
        new("GB", "44", "0", "00", ["2079460", "1134960", "1144960", "1164960", "1174960", "1214960", "1314960", "1414960", "1514960", "1614960"], 3),
        new("DE", "49", "0", "00", ["3023125", "6990009", "4066969", "8999998"], 3),
        new("FR", "33", "0", "00", ["19900", "26191", "35301", "46571", "53649"], 4),
        new("AU", "61", "0", "0011", ["25550", "27010", "35550", "37010", "75550", "77010", "85550", "87010"], 4),
        new("SE", "46", "0", "00", ["8465004", "3139006", "4062804", "9803192"], 2),
    ];

    /// <summary>How many different numbers the ranges hold.</summary>
    public int Capacity => Prefixes.Count * (int)Math.Pow(10, FreeDigits);

    public DemoPhone Number(int index)
    {
        var free = (index / Prefixes.Count).ToString($"D{FreeDigits}", System.Globalization.CultureInfo.InvariantCulture);
        return new DemoPhone(this, Prefixes[index % Prefixes.Count] + free);
    }
}
