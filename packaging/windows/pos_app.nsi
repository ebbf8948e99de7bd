; The installer for Windows: for one person (no administrator asked) or for the machine, in Chinese and English.
; makensis -WX -DVERSION=… -DPAYLOAD=FOLDER -DOUTPUT=FILE pos_app.nsi
SetCompressor /SOLID lzma
Unicode true
!define NAME "pos_app"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\pos_app"
!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_INSTDIR "pos_app"
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${UNINSTALL}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "InstallMode"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${UNINSTALL}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_USE_PROGRAMFILES64
!include MultiUser.nsh
!include MUI2.nsh
!include LogicLib.nsh

Name "${NAME} ${VERSION}"
OutFile "${OUTPUT}"

!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_WELCOME
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\pos-app-window.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString OPEN ${LANG_ENGLISH} "A till is open. Finish the sale and close the till, then try again. Nothing was changed."
LangString OPEN ${LANG_SIMPCHINESE} "收银台正在运行。请先完成交易并关闭收银台，再重试。未做任何更改。"
LangString KEPT ${LANG_ENGLISH} "Ledgers, settings and backups are kept. They lie in:"
LangString KEPT ${LANG_SIMPCHINESE} "账本、设置和备份均已保留，位于："
LangString TILL ${LANG_ENGLISH} "pos_app till"
LangString TILL ${LANG_SIMPCHINESE} "pos_app 收银台"
LangString TRAINING ${LANG_ENGLISH} "pos_app training"
LangString TRAINING ${LANG_SIMPCHINESE} "pos_app 培训"

; A program that runs cannot be opened for writing. While it runs it may hold a sale, so nothing under it is exchanged.
!macro REFUSE_WHILE_OPEN UN
  Function ${UN}RefuseWhileOpen
    Push $0
    Push $1
    StrCpy $1 "$INSTDIR\pos-app-window.exe"
    Call ${UN}RefuseIfRuns
    StrCpy $1 "$INSTDIR\pos-app.exe"
    Call ${UN}RefuseIfRuns
    Pop $1
    Pop $0
  FunctionEnd
  Function ${UN}RefuseIfRuns
    ${If} ${FileExists} "$1"
      ClearErrors
      FileOpen $0 "$1" a
      ${If} ${Errors}
        MessageBox MB_OK|MB_ICONSTOP "$(OPEN)" /SD IDOK
        SetErrorLevel 3
        Quit
      ${EndIf}
      FileClose $0
    ${EndIf}
  FunctionEnd
!macroend
!insertmacro REFUSE_WHILE_OPEN ""
!insertmacro REFUSE_WHILE_OPEN "un."

Function .onInit
  !insertmacro MULTIUSER_INIT
FunctionEnd

Function un.onInit
  !insertmacro MULTIUSER_UNINIT
FunctionEnd

Section
  Call RefuseWhileOpen
  RMDir /r "$INSTDIR\_internal" ; of the version before: nothing of a person's lies there
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}/*"
  CreateDirectory "$SMPROGRAMS\pos_app"
  CreateShortcut "$SMPROGRAMS\pos_app\$(TILL).lnk" "$INSTDIR\pos-app-window.exe"
  CreateShortcut "$SMPROGRAMS\pos_app\$(TRAINING).lnk" "$INSTDIR\pos-app-window.exe" "--training"
  CreateShortcut "$DESKTOP\$(TILL).lnk" "$INSTDIR\pos-app-window.exe"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "$(TILL)"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\pos-app-window.exe"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallMode" "$MultiUser.InstallMode"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
SectionEnd

Section "Uninstall"
  Call un.RefuseWhileOpen
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\pos-app.exe"
  Delete "$INSTDIR\pos-app-window.exe"
  Delete "$INSTDIR\install-form"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  RMDir /r "$SMPROGRAMS\pos_app"
  Delete "$DESKTOP\$(TILL).lnk"
  DeleteRegKey SHCTX "${UNINSTALL}"
  MessageBox MB_OK|MB_ICONINFORMATION "$(KEPT)$\r$\n$LOCALAPPDATA\pos_app" /SD IDOK
SectionEnd
