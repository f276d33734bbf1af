namespace Activation.IntegrationTests.Support;

/// <summary>The loopback ports at which storage answers.</summary>
public sealed record AzuriteEndpoints(int Blob, int Queue, int Table);
