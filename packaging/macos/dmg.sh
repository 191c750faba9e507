#!/bin/sh
# Makes the disk image of a frozen bundle; signed and notarised where credentials are given.
#
#     dmg.sh "dist/PixEcom Desktop.app" out.dmg
#
# PIXECOM_SIGN_AS            the name of a "Developer ID Application" certificate in the keychain
# PIXECOM_NOTARY_PROFILE     a keychain profile that `xcrun notarytool store-credentials` has made

set -eu

app=$1
image=$2
name="PixEcom Desktop"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cp -R "$app" "$folder/"
ln -s /Applications "$folder/Applications"
rm -f "$image"
hdiutil create -volname "$name" -srcfolder "$folder" -fs HFS+ -format UDZO -ov "$image"

if [ -z "${PIXECOM_SIGN_AS:-}" ]; then
    echo "Not signed: PIXECOM_SIGN_AS names no certificate." >&2
    exit 0
fi
codesign --verify --deep --strict "$app"
codesign --force --timestamp --sign "$PIXECOM_SIGN_AS" "$image"
if [ -z "${PIXECOM_NOTARY_PROFILE:-}" ]; then
    echo "Signed, not notarised: PIXECOM_NOTARY_PROFILE names no profile." >&2
    exit 0
fi
xcrun notarytool submit "$image" --keychain-profile "$PIXECOM_NOTARY_PROFILE" --wait
xcrun stapler staple "$image"
