# Installs btapi {{version}} for this user on Windows:
#
#   irm {{url}}/install.ps1 | iex
#
# $env:BTAPI_INSTALL_DIR  where to put it (default: %LOCALAPPDATA%\Programs\btapi)
# $env:BTAPI_URL          where to fetch it from (default: {{url}})
#
# The program is unpacked only when its SHA-256 is the one written below; it comes into its place by one move.
& {
  $ErrorActionPreference = 'Stop'
  $ProgressPreference = 'SilentlyContinue'
  Set-StrictMode -Version 3.0

  $wanted = '{{sha256-win-x64}}'
  $base = if ($env:BTAPI_URL) { $env:BTAPI_URL } else { '{{url}}' }
  $folder = if ($env:BTAPI_INSTALL_DIR) { $env:BTAPI_INSTALL_DIR } else { Join-Path $env:LOCALAPPDATA 'Programs\btapi' }
  $target = Join-Path $folder 'btapi.exe'
  $work = Join-Path $folder ('.btapi-install.' + [IO.Path]::GetRandomFileName())

  if (-not [Environment]::Is64BitOperatingSystem) { throw 'btapi install: there is no btapi for 32-bit Windows' }
  [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
  try {
    New-Item -ItemType Directory -Force -Path $work | Out-Null
  } catch {
    throw "btapi install: $folder cannot be written to. BTAPI_INSTALL_DIR installs it elsewhere."
  }
  try {
    $zip = Join-Path $work 'btapi.zip'
    Invoke-WebRequest -UseBasicParsing -Uri "$base/btapi-win-x64.zip" -OutFile $zip
    $found = (Get-FileHash -Algorithm SHA256 -LiteralPath $zip).Hash
    if ($found -ne $wanted) {
      throw "btapi install: what arrived is not btapi {{version}} (SHA-256 $found, not $wanted); nothing has been changed."
    }
    Expand-Archive -LiteralPath $zip -DestinationPath $work
    $new = Join-Path $work 'btapi.exe'
    $version = & $new --version
    if ($LASTEXITCODE -ne 0) { throw 'btapi install: it does not run on this machine; nothing has been changed.' }
    # A program that runs cannot be overwritten, but it can be renamed.
    if (Test-Path -LiteralPath $target) { Move-Item -Force -LiteralPath $target -Destination (Join-Path $work 'old.exe') }
    Move-Item -LiteralPath $new -Destination $target
    Write-Host "btapi $version is in $folder"
  } finally {
    Remove-Item -Recurse -Force -LiteralPath $work -ErrorAction SilentlyContinue
  }

  $path = [Environment]::GetEnvironmentVariable('Path', 'User')
  if (($path -split ';') -notcontains $folder) {
    [Environment]::SetEnvironmentVariable('Path', "$folder;$path", 'User')
    Write-Host 'New windows find it: its folder has been put into your PATH.'
  }
}
