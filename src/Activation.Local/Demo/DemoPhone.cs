namespace Activation.Local.Demo;

/// <summary>A fictional number, and the six ways in which people write it into a CRM.</summary>
/// <param name="National">The digits without trunk prefix and calling code.</param>
internal sealed record DemoPhone(DemoPhonePlan Plan, string National)
{
    public const int Writings = 6;

    /// <summary>Writings from this one on need a country to be understood.</summary>
    public const int FirstNationalWriting = 3;

    public string E164 => $"+{Plan.CallingCode}{National}";

    public string Written(int way) => way switch
    {
        0 => E164,
        1 => $"+{Plan.CallingCode} {Grouped(' ')}",
        2 => Plan.Trunk.Length == 0 ? $"+{Plan.CallingCode}.{Grouped('.')}" : $"+{Plan.CallingCode} ({Plan.Trunk}){Grouped(' ')}",
        3 => Plan.Trunk + National,
        4 => $"({Plan.Trunk}{National[..3]}) {National[3..6]}-{National[6..]}",
        _ => Plan.Trunk.Length == 0 ? $"1-{Grouped('-')}" : $"{Plan.International}{Plan.CallingCode} {Grouped('-')}",
    };

    private string Grouped(char separator) => $"{National[..3]}{separator}{National[3..6]}{separator}{National[6..]}";
}
