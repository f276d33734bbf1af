namespace Activation.Functions;

/// <summary>
/// The names of the settings that hold the triggers' connections: a connection string under the name itself, or with managed identity
/// `{name}__blobServiceUri` and `{name}__queueServiceUri`, and `{name}__fullyQualifiedNamespace`.
/// </summary>
internal static class Connections
{
    public const string Storage = "ActivationStorage";

    public const string ServiceBus = "ActivationServiceBus";
}
