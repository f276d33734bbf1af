namespace Activation.Local;

/// <summary>The local host cannot start; the message is for the person who started it.</summary>
public sealed class LocalStartException(string message) : Exception(message);
