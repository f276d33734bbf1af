namespace Activation.Tests.Infrastructure;

/// <summary>Both environments, and a production one with everything that can be asked for: each worked out once.</summary>
internal static class Deployments
{
    public const string Dropper = "11111111-1111-1111-1111-111111111111";
    public const string Address = "203.0.113.7";

    private static readonly Lazy<Deployment> Development = new(() => Deployment.Of(("ACTIVATION_STAGE", "dev")));
    private static readonly Lazy<Deployment> Production = new(() => Deployment.Of(("ACTIVATION_STAGE", "prod"), ("AZURE_ENV_NAME", "prod")));
    private static readonly Lazy<Deployment> WithOthers = new(() => Deployment.Of(
        ("ACTIVATION_STAGE", "prod"), ("ALLOWED_ADDRESSES", $"[\"{Address}\"]"), ("DROPPER_IDS", $"[\"{Dropper}\"]"), ("ALERT_EMAILS", "[\"ops@example.com\"]"), ("MONTHLY_BUDGET", "1234")));

    public static TheoryData<string> Names => ["dev", "prod", "prod, others let in"];

    public static Deployment Of(string name) => name switch
    {
        "dev" => Development.Value,
        "prod" => Production.Value,
        _ => WithOthers.Value,
    };
}
