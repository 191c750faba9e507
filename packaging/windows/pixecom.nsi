; The Windows installer of a frozen PixEcom Desktop. `installers.py` compiles it:
;
;     makensis -DPAYLOAD=folder -DOUT=setup.exe -DVERSION=1.2.3 -DNUMBERS=1.2.3.0 ... pixecom.nsi
;
; For one user unless asked otherwise, so that nobody needs an administrator. Its words:
;
;     /S            without a question; the exit code tells how it went
;     /AllUsers     for everybody of the computer; wants to be run as administrator
;     /D=folder     another folder; as the last word, without quotes
;
; The uninstaller keeps the data in %LOCALAPPDATA% unless it is asked to remove it: by its question,
; or by /RemoveData.

Unicode true
!include "LogicLib.nsh"
!include "FileFunc.nsh"
!include "MUI2.nsh"
!include "x64.nsh"
!include "Win\COM.nsh"
!include "Win\Propkey.nsh"

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define SCHEME_KEY "Software\Classes\${SCHEME}"
!define ERROR_IN_USE 32
!define ERROR_NEEDS_ADMIN 740

Name "${NAME}"
OutFile "${OUT}"
RequestExecutionLevel user
SetCompressor /SOLID lzma
ManifestDPIAware true
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "FileDescription" "${NAME} Setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "${PUBLISHER}"
!ifdef SIGN
  ; Run on each of the two programs as it is finished; the file's name stands for %1.
  !finalize `${SIGN}`
  !uninstfinalize `${SIGN}`
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW}.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Open ${NAME}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Var AllUsers
Var RemoveData

; Settles for whom, from the words in $0 and, on the way out, from where the installer left its mark.
!macro SettleForWhom
  SetRegView 64
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AllUsers" $1
  ${IfNot} ${Errors}
    StrCpy $AllUsers 1
    UserInfo::GetAccountType
    Pop $1
    ${If} $1 != "Admin"
      MessageBox MB_OK|MB_ICONSTOP "To work on ${NAME} for all users, run this as administrator." \
        /SD IDOK
      SetErrorLevel ${ERROR_NEEDS_ADMIN}
      Quit
    ${EndIf}
    SetShellVarContext all
  ${Else}
    StrCpy $AllUsers 0
    SetShellVarContext current
  ${EndIf}
!macroend

; Ends, or asks again, while the program is open: its files could not be replaced.
!macro WaitUntilClosed
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\${WINDOW}.exe"
      ${Break}
    ${EndIf}
    ClearErrors
    FileOpen $1 "$INSTDIR\${WINDOW}.exe" a
    ${IfNot} ${Errors}
      FileClose $1
      ${Break}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME} is open. Close it, then go on." \
      /SD IDCANCEL IDRETRY +3
    SetErrorLevel ${ERROR_IN_USE}
    Quit
  ${Loop}
!macroend

; Removes what an installation consists of, and nothing else that may lie in its folder.
!macro RemoveProgram
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${WINDOW}.exe"
  Delete "$INSTDIR\${CONSOLE}.exe"
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "${NAME} needs a 64-bit Windows." /SD IDOK
    Quit
  ${EndIf}
  !insertmacro SettleForWhom
  ; /D= has been read already. Else an earlier installation says where, else the usual place.
  ${If} $INSTDIR == ""
    ReadRegStr $INSTDIR SHCTX "${UNINSTALL_KEY}" "InstallLocation"
  ${EndIf}
  ${If} $INSTDIR == ""
    ${If} $AllUsers = 1
      StrCpy $INSTDIR "$PROGRAMFILES64\${NAME}"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}"
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "Program"
  !insertmacro WaitUntilClosed
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  ClearErrors
  File /r "${PAYLOAD}\*"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONSTOP "The files could not be written to $INSTDIR." /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${WINDOW}.exe" "" "$INSTDIR\${WINDOW}.exe" 0
  Call NameShortcut

  WriteRegStr SHCTX "${SCHEME_KEY}" "" "URL:${NAME}"
  WriteRegStr SHCTX "${SCHEME_KEY}" "URL Protocol" ""
  WriteRegStr SHCTX "${SCHEME_KEY}\DefaultIcon" "" '"$INSTDIR\${WINDOW}.exe",0'
  WriteRegStr SHCTX "${SCHEME_KEY}\shell\open\command" "" '"$INSTDIR\${WINDOW}.exe" "%1"'

  StrCpy $2 ""
  ${If} $AllUsers = 1
    StrCpy $2 " /AllUsers"
  ${EndIf}
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" '"$INSTDIR\${WINDOW}.exe",0'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"$2'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe"$2 /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" "$0"
SectionEnd

; Gives the shortcut the program's own id, so that a pinned one and its windows are one button.
Function NameShortcut
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Load} $1 '("$SMPROGRAMS\${NAME}.lnk",${STGM_READWRITE})'
      ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
      ${If} $2 P<> 0
        System::Call 'Oleaut32::SysAllocString(w "${APP_ID}")p.r3'
        System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r4'
        System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_LPWSTR},,p r3)p.r5'
        ${IPropertyStore::SetValue} $2 '($4,$5)'
        ${IPropertyStore::Commit} $2 ""
        System::Call 'Oleaut32::SysFreeString(p r3)'
        System::Free $4
        System::Free $5
        ${IUnknown::Release} $2 ""
        ${IPersistFile::Save} $1 '("$SMPROGRAMS\${NAME}.lnk",1)'
      ${EndIf}
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
FunctionEnd

Function un.onInit
  !insertmacro SettleForWhom
  StrCpy $RemoveData 0
  ClearErrors
  ${GetOptions} $0 "/RemoveData" $1
  ${IfNot} ${Errors}
    StrCpy $RemoveData 1
  ${ElseIf} ${FileExists} "$LOCALAPPDATA\${NAME}\*"
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 \
      "Remove your data, too? That is the database of your ads, its backups and the settings in \
      $LOCALAPPDATA\${NAME}. Kept, they are there again when ${NAME} is." \
      /SD IDNO IDNO +2
    StrCpy $RemoveData 1
  ${EndIf}
FunctionEnd

Section "Uninstall"
  !insertmacro WaitUntilClosed
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  ; A link may be another installation's by now.
  ReadRegStr $0 SHCTX "${SCHEME_KEY}\shell\open\command" ""
  ${If} $0 == '"$INSTDIR\${WINDOW}.exe" "%1"'
    DeleteRegKey SHCTX "${SCHEME_KEY}"
  ${EndIf}
  ${If} $RemoveData = 1
    ; The data are one user's, also where the program is everybody's.
    SetShellVarContext current
    RMDir /r "$LOCALAPPDATA\${NAME}"
  ${EndIf}
SectionEnd
