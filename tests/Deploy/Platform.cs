using System.Runtime.Versioning;

// What is deployed are Linux systems, and so are these tests.
[assembly: SupportedOSPlatform("linux")]
